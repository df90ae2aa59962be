namespace CloudStacks.LocalCloud.Storage.Commands;

/// <summary>What an <c>aws s3</c> or <c>aws s3api</c> command takes.</summary>
/// <param name="Positionals">How many words without a dash, by name.</param>
/// <param name="Required">Options that must be given.</param>
/// <param name="Optional">Options that may be given.</param>
/// <param name="Switches">Options without a value.</param>
internal sealed record S3CommandShape(string[] Positionals, string[] Required, string[] Optional, string[] Switches);

/// <summary>The words behind the command's name, read as its shape has them.</summary>
internal sealed class S3CommandLine
{
    // What the CLI takes everywhere and what changes nothing here, or is checked.
    private static readonly string[] Global = ["--region", "--output"];

    private readonly Dictionary<string, string> _values = [];
    private readonly List<string> _positionals = [];

    private S3CommandLine()
    {
    }

    public string Positional(int index) => _positionals[index];

    public string Required(string option) => _values[option];

    public string? Optional(string option) => _values.GetValueOrDefault(option);

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Reads the words. Throws <see cref="S3UsageException"/> naming the word that does not fit.</summary>
    public static S3CommandLine Parse(S3CommandShape shape, IEnumerable<string> words)
    {
        var line = new S3CommandLine();
        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out var word))
        {
            line.Take(shape, word, rest);
        }
        line.Complete(shape);
        return line;
    }

    private void Take(S3CommandShape shape, string word, Queue<string> rest)
    {
        if (!word.StartsWith("--", StringComparison.Ordinal))
        {
            _positionals.Add(_positionals.Count < shape.Positionals.Length ? word : throw new S3UsageException($"Unknown options: {word}"));
            return;
        }
        var (name, value) = word.Split('=', 2) is [var left, var right] ? (left, right) : (word, null);
        if (value is null && shape.Switches.Contains(name))
        {
            _values[name] = "";
            return;
        }
        if (!shape.Required.Concat(shape.Optional).Concat(Global).Contains(name))
        {
            throw new S3UsageException($"Unknown options: {word}; the local cloud models {string.Join(", ", [.. shape.Required, .. shape.Optional, .. shape.Switches, .. Global])}");
        }
        _values[name] = value ?? (rest.TryDequeue(out var next) ? next : throw new S3UsageException($"argument {name}: expected one argument"));
    }

    private void Complete(S3CommandShape shape)
    {
        var missing = shape.Positionals.Skip(_positionals.Count).Concat(shape.Required.Where(name => !_values.ContainsKey(name))).ToList();
        if (missing.Count > 0)
        {
            throw new S3UsageException($"the following arguments are required: {string.Join(", ", missing)}");
        }
        if (Optional("--output") is { } output && output != "json")
        {
            throw new S3UsageException($"argument --output: the local cloud prints json, not '{output}'");
        }
    }
}

/// <summary>The command line does not fit: exit code 252, as the AWS CLI has it.</summary>
internal sealed class S3UsageException(string message) : Exception(message);
