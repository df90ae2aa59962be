namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>What follows an option on an <c>aws</c> command line.</summary>
internal enum AwsValue
{
    /// <summary>Nothing: the option is a switch.</summary>
    Switch,
    /// <summary>One text or number.</summary>
    Text,
    /// <summary>Texts up to the next option.</summary>
    Texts,
    /// <summary>One structure or map, in shorthand or JSON.</summary>
    Structure,
    /// <summary>Structures up to the next option, each in shorthand, or one JSON array.</summary>
    Structures,
}

/// <summary>An argument that a command models.</summary>
/// <param name="Name">An option's name with the dashes, such as <c>--job-name</c>; the name of a positional argument has none.</param>
/// <param name="Value">What follows it.</param>
/// <param name="Required">Whether the command needs it.</param>
internal sealed record AwsOption(string Name, AwsValue Value = AwsValue.Text, bool Required = false)
{
    /// <summary>Whether it is told by its place among the words without dashes.</summary>
    public bool IsPositional => !Name.StartsWith("--", StringComparison.Ordinal);
}
