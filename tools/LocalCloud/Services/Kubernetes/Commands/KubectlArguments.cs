namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>A flag that a command models.</summary>
/// <param name="Name">Its name with the dashes.</param>
/// <param name="Short">Its short form, such as <c>-n</c>.</param>
/// <param name="Switch">Whether it may stand without a value.</param>
internal sealed record KubectlFlag(string Name, string? Short = null, bool Switch = false);

/// <summary>What follows the verb of a <c>kubectl</c> line, checked against what the command models.</summary>
internal sealed class KubectlArguments
{
    private static readonly KubectlFlag Namespaced = new("--namespace", "-n");

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <summary>Reads the words after the verb. Throws <see cref="KubectlRefusal"/> naming the flag.</summary>
    public KubectlArguments(IEnumerable<KubectlFlag> modelled, IReadOnlyList<string> argv)
    {
        var flags = modelled.Append(Namespaced).ToList();
        for (var at = 0; at < argv.Count; at++)
        {
            if (!argv[at].StartsWith('-'))
            {
                _words.Add(argv[at]);
                continue;
            }
            var (name, attached) = argv[at].Split('=', 2) is [var left, var right] ? (left, right) : (argv[at], null);
            var flag = flags.FirstOrDefault(known => known.Name == name || known.Short == name)
                ?? throw new KubectlRefusal($"unknown flag: {name} (the local cloud models {string.Join(", ", flags.Select(known => known.Name))})");
            _values[flag.Name] = attached ?? (flag.Switch ? "true" : ++at < argv.Count ? argv[at] : throw new KubectlRefusal($"flag needs an argument: {name}"));
        }
    }

    /// <summary>What is no flag: kind and name.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>The namespace; without one kubectl takes the current context's, which is <c>default</c> here.</summary>
    public string Namespace => Text("--namespace") ?? "default";

    /// <summary>The text of a flag, or null where it was not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>Whether a switch is on.</summary>
    public bool Is(string name) => Text(name) == "true";

    /// <summary>Refuses any value but these, and its absence where none of them is null.</summary>
    public void Expect(string name, params string?[] values)
    {
        if (!values.Contains(Text(name)))
        {
            throw new KubectlRefusal($"{name}: '{Text(name)}': the local cloud models {string.Join(", ", values.Select(value => value ?? "leaving it out"))}");
        }
    }
}

/// <summary>A <c>kubectl</c> command that ends with something other than success: exit code 1.</summary>
internal sealed class KubectlRefusal(string message) : Exception(message)
{
    /// <summary>A refusal of the API server.</summary>
    public static KubectlRefusal Server(string reason, string message) => new($"Error from server ({reason}): {message}");

    public static KubectlRefusal NotFound(string kind, string name) => Server("NotFound", $"{kind} \"{name}\" not found");
}
