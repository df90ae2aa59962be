using System.ComponentModel;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Options;

/// <summary>What every verb takes.</summary>
public class OutputSettings : CommandSettings
{
    [CommandOption("--json")]
    [Description("Write one JSON document on standard output; text for people goes to standard error")]
    public bool Json { get; init; }
}
