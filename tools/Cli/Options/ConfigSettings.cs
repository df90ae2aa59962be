using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Options;

/// <summary>What <c>preview</c> and <c>up</c> take: the program's settings.</summary>
public class ConfigSettings : PlaceSettings
{
    [CommandOption("--set <KEY=VALUE>")]
    [Description("A setting of the program, such as vcpu=2 or aws:region=eu-west-1; stays until it is set again; can be repeated")]
    public string[] Set { get; init; } = [];

    [CommandOption("--secret <KEY>")]
    [Description("A secret setting, whose value is read as one line from standard input; can be repeated")]
    public string[] Secret { get; init; } = [];

    [CommandOption("--expires-after <DURATION>")]
    [Description("When the trial ends, such as 8h: written once into every resource's tags")]
    public string? ExpiresAfter { get; init; }

    public override ValidationResult Validate()
    {
        if (Pairs.Validate(Set, job: false, config: true) is { Successful: false } pairs)
        {
            return pairs;
        }
        return ExpiresAfter is null || Duration.TryParse(ExpiresAfter, out _)
            ? base.Validate()
            : ValidationResult.Error($"--expires-after {ExpiresAfter}: expected hours, minutes or seconds, such as 8h");
    }
}
