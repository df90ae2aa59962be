using System.Globalization;

namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>An argument that a command models: a flag by its name with the dashes; the name of a positional argument has none.</summary>
/// <param name="Name">The name.</param>
/// <param name="Switch">Whether nothing follows it.</param>
/// <param name="Required">Whether the command needs it.</param>
internal sealed record GcloudOption(string Name, bool Switch = false, bool Required = false)
{
    public bool IsPositional => !Name.StartsWith("--", StringComparison.Ordinal);
}

/// <summary>The arguments of one <c>gcloud</c> command line, checked against what the command models.</summary>
internal sealed class GcloudArguments
{
    // gcloud's own flags that change nothing here; --format must be json, and --project the stack's.
    private static readonly GcloudOption[] Global = [new("--format"), new("--project"), new("--quiet", Switch: true), new("--verbosity")];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private GcloudArguments()
    {
    }

    /// <summary>Reads what follows the command's words. Throws <see cref="GcloudUsageException"/> naming the argument.</summary>
    public static GcloudArguments Parse(IEnumerable<GcloudOption> modelled, IReadOnlyList<string> argv)
    {
        var flags = modelled.Concat(Global).Where(option => !option.IsPositional).ToDictionary(option => option.Name, StringComparer.Ordinal);
        var positionals = new Queue<GcloudOption>(modelled.Where(option => option.IsPositional));
        var result = new GcloudArguments();
        for (var at = 0; at < argv.Count; at++)
        {
            if (!argv[at].StartsWith("--", StringComparison.Ordinal) && positionals.TryDequeue(out var positional))
            {
                result._values[positional.Name] = argv[at];
                continue;
            }
            var (name, attached) = argv[at].Split('=', 2) is [var left, var right] ? (left, right) : (argv[at], null);
            if (!flags.TryGetValue(name, out var flag))
            {
                throw new GcloudUsageException($"unrecognized arguments: {name} (the local cloud models {string.Join(", ", flags.Keys)})");
            }
            result._values[name] = (flag.Switch, attached) switch
            {
                (true, null) => "",
                (true, _) => throw new GcloudUsageException($"argument {name}: expected 0 arguments"),
                (false, { } text) => text,
                _ => ++at < argv.Count ? argv[at] : throw new GcloudUsageException($"argument {name}: expected one argument"),
            };
        }
        return modelled.FirstOrDefault(option => option.Required && !result.Has(option.Name)) is { } missing
            ? throw new GcloudUsageException($"argument {missing.Name}: Must be specified.")
            : result;
    }

    /// <summary>Whether it was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The text, or null where it was not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>The text of a required argument.</summary>
    public string Required(string name) => _values[name];

    /// <summary>The whole number, or null where it was not given.</summary>
    public int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new GcloudUsageException($"argument {name}: invalid int value: '{text}'");

    /// <summary>The map in <c>KEY=VALUE,KEY=VALUE</c>; empty where it was not given.</summary>
    public IReadOnlyDictionary<string, string> Map(string name) => (Text(name)?.Split(',') ?? []).Select(pair => pair.Split('=', 2)).Aggregate(
        new Dictionary<string, string>(StringComparer.Ordinal), (map, pair) =>
        {
            map[pair[0]] = pair.Length == 2 && pair[0].Length > 0 ? pair[1] : throw new GcloudUsageException($"argument {name}: Bad syntax for dict arg: [{pair[0]}]; expected KEY=VALUE");
            return map;
        });
}
