using System.ComponentModel;
using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Options;

/// <summary>Which stacks a verb is about: services, the stack's name, and the place.</summary>
public partial class PlaceSettings : OutputSettings
{
    [CommandArgument(0, "<services>")]
    [Description("Service ids, such as aws-batch")]
    public string[] Ids { get; init; } = [];

    [CommandOption("--stack <NAME>")]
    [DefaultValue("trial")]
    [Description("The stack's name; stacks of different names are independent")]
    public string Stack { get; init; } = "trial";

    [CommandOption("--cloud")]
    [Description("The real cloud, through the official pulumi CLI: costs money")]
    public bool Cloud { get; init; }

    [CommandOption("--home <DIR>")]
    [Description("Where local stacks, run records and reports live; also $CLOUDSTACKS_HOME (.cloudstacks in the repository)")]
    public string? Home { get; init; }

    public override ValidationResult Validate()
    {
        if (Ids.Length == 0)
        {
            return ValidationResult.Error("name at least one service; cloudstacks list shows them");
        }
        return StackName().IsMatch(Stack)
            ? ServiceIds.Validate(Ids)
            : ValidationResult.Error($"--stack {Stack}: expected 1 to 40 of a-z, 0-9 and -, starting with a letter");
    }

    // Stack names become parts of tags, labels and resource names; this is what every cloud takes.
    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex StackName();
}
