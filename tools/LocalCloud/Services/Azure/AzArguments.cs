namespace CloudStacks.LocalCloud.Services.Azure;

/// <summary>A command line of <c>az</c> that ends with something other than success.</summary>
/// <param name="exitCode">2: the line itself is wrong or asks for more than is modelled; 3: what it names does not exist; 1: anything else.</param>
/// <param name="message">What is wrong, and what was expected.</param>
/// <remarks>Exit codes: https://github.com/Azure/azure-cli/blob/dev/doc/error_handling_guidelines.md</remarks>
internal sealed class AzRefusal(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>The arguments of one <c>az</c> command line, all of the form <c>--name value</c>, checked against what the command models.</summary>
internal sealed class AzArguments
{
    private static readonly string[] Switches = ["--only-show-errors", "--no-progress"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private AzArguments()
    {
    }

    /// <summary>Reads what follows the command's words. Throws <see cref="AzRefusal"/> naming the argument.</summary>
    /// <param name="modelled">The arguments that have a value.</param>
    /// <param name="argv">What follows.</param>
    public static AzArguments Parse(IReadOnlyList<string> modelled, IReadOnlyList<string> argv)
    {
        var result = new AzArguments();
        for (var at = 0; at < argv.Count; at++)
        {
            var name = argv[at];
            if (Switches.Contains(name))
            {
                continue;
            }
            result._values[name] = !modelled.Contains(name) ? throw new AzRefusal(2, $"unrecognized arguments: {name} (the local cloud models {string.Join(", ", modelled.Concat(Switches))})")
                : ++at < argv.Count ? argv[at]
                : throw new AzRefusal(2, $"argument {name}: expected one argument");
        }
        return result;
    }

    /// <summary>The text, or null where it was not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>The text of an argument that must be there.</summary>
    public string Required(string name) => Text(name) ?? throw new AzRefusal(2, $"the following arguments are required: {name}");
}
