using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>The options of one <c>aws</c> command line, checked against what the command models.</summary>
internal sealed class AwsArguments
{
    // The CLI's global options that change nothing here; --region is checked by the command set, --output must be json.
    private static readonly AwsOption[] Global =
    [
        new("--region"), new("--output"), new("--no-cli-pager", AwsValue.Switch), new("--no-paginate", AwsValue.Switch),
        new("--color"), new("--cli-connect-timeout"), new("--cli-read-timeout"),
    ];

    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);

    private AwsArguments()
    {
    }

    /// <summary>Reads what follows service and operation. Throws <see cref="AwsUsageException"/> that names the option.</summary>
    public static AwsArguments Parse(string command, IEnumerable<AwsOption> modelled, IReadOnlyList<string> argv)
    {
        var options = modelled.Concat(Global).Where(option => !option.IsPositional).ToDictionary(option => option.Name, StringComparer.Ordinal);
        var positionals = new Queue<AwsOption>(modelled.Where(option => option.IsPositional));
        var result = new AwsArguments();
        for (var at = 0; at < argv.Count;)
        {
            if (!argv[at].StartsWith("--", StringComparison.Ordinal) && positionals.TryDequeue(out var positional))
            {
                result._values[positional.Name] = argv[at++];
                continue;
            }
            var (name, attached) = argv[at].Split('=', 2) is [var left, var right] && left.StartsWith("--", StringComparison.Ordinal) ? (left, right) : (argv[at], null);
            if (!options.TryGetValue(name, out var option))
            {
                throw new AwsUsageException($"{command}: the local cloud does not model '{name}'; it models {string.Join(", ", options.Keys)}");
            }
            at++;
            var words = attached is not null ? [attached] : TakeWords(option, argv, ref at);
            result._values[name] = Read(command, option, words);
        }
        result.CheckGlobal(command);
        foreach (var missing in modelled.Where(option => option.Required && !result._values.ContainsKey(option.Name)))
        {
            throw new AwsUsageException($"{command}: the following arguments are required: {missing.Name}");
        }
        return result;
    }

    /// <summary>Whether the option was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The option's text, or null where it was not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name)?.GetValue<string>();

    /// <summary>The text of a required option.</summary>
    public string Required(string name) => Text(name)!;

    /// <summary>The option's whole number, or null where it was not given.</summary>
    public long? Number(string name) =>
        Text(name) is not { } text
            ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new AwsUsageException($"{name}: '{text}' is not a whole number");

    /// <summary>The option's texts; empty where it was not given.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        _values.GetValueOrDefault(name) is JsonArray list ? [.. list.Select(item => item!.GetValue<string>())] : [];

    /// <summary>The option's structure, or null where it was not given.</summary>
    public JsonObject? Structure(string name) => _values.GetValueOrDefault(name) as JsonObject;

    /// <summary>The option's structures; empty where it was not given.</summary>
    public IReadOnlyList<JsonObject> Structures(string name) =>
        _values.GetValueOrDefault(name) is JsonArray list ? [.. list.OfType<JsonObject>()] : [];

    /// <summary>The same for two command lines that ask for the same, in whatever order their options stand.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key} {value.Value?.ToJsonString()}")))));

    private static List<string> TakeWords(AwsOption option, IReadOnlyList<string> argv, ref int at)
    {
        var most = option.Value switch { AwsValue.Switch => 0, AwsValue.Text or AwsValue.Structure => 1, _ => int.MaxValue };
        var words = new List<string>();
        while (words.Count < most && at < argv.Count && !argv[at].StartsWith("--", StringComparison.Ordinal))
        {
            words.Add(argv[at++]);
        }
        return words;
    }

    private static JsonNode? Read(string command, AwsOption option, List<string> words)
    {
        if (option.Value == AwsValue.Switch)
        {
            return words.Count == 0 ? null : throw new AwsUsageException($"{command}: {option.Name} takes no value");
        }
        if (words.Count == 0)
        {
            throw new AwsUsageException($"{command}: argument {option.Name}: expected {(option.Value is AwsValue.Text or AwsValue.Structure ? "one argument" : "at least one argument")}");
        }
        return option.Value switch
        {
            AwsValue.Text => JsonValue.Create(words[0]),
            AwsValue.Texts => new JsonArray([.. words.Select(word => JsonValue.Create(word))]),
            AwsValue.Structure => Shorthand.ReadObject(option.Name, words[0]),
            _ => Shorthand.ReadObjects(option.Name, words),
        };
    }

    private void CheckGlobal(string command)
    {
        if (Text("--output") is { } output && output != "json")
        {
            throw new AwsUsageException($"{command}: --output {output}: the local cloud prints json only");
        }
    }
}
