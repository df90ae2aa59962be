using System.Collections.Immutable;
using CloudStacks.FatigueScreening;
using Spectre.Console;

namespace CloudStacks.Cli.Options;

/// <summary>
/// The key=value pairs of <c>--set</c>. Keys of the fatigue screening belong to the job; all others are the program's
/// settings, where the prefix <c>cloudstacks:</c> may be left out.
/// </summary>
internal sealed record Pairs(ImmutableArray<string> Job, ImmutableSortedDictionary<string, string> Config)
{
    private const string Prefix = "cloudstacks:";

    private static readonly string[] ProgramKeys =
        ["vcpu", "memory", "maxParallelism", "taskTimeout", "retries", "spot", "image", "package", "artifact", "platform", "expiresAt"];

    /// <summary>Sorts pairs that <see cref="Validate"/> passed.</summary>
    public static Pairs Of(IReadOnlyCollection<string> pairs) => new(
        [.. pairs.Where(IsJob)],
        pairs.Where(pair => !IsJob(pair)).Select(pair => pair.Split('=', 2)).GroupBy(pair => FullKey(pair[0]))
            .ToImmutableSortedDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal));

    /// <summary>Refuses what is no pair and what no one would read.</summary>
    public static ValidationResult Validate(IReadOnlyCollection<string> pairs, bool job, bool config)
    {
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } key, _])
            {
                return ValidationResult.Error($"--set {pair}: expected KEY=VALUE");
            }
            if (Problem(key, job, config) is { } problem)
            {
                return ValidationResult.Error($"--set {pair}: {problem}");
            }
        }
        return ValidateJob(pairs.Where(IsJob));
    }

    /// <summary>The settings of the fatigue screening.</summary>
    public ScreeningSettings Screening() => Job.Aggregate(new ScreeningSettings(), With);

    private static string? Problem(string key, bool job, bool config) => key switch
    {
        _ when IsJob(key) => job ? null : "this is a setting of the job; give it to run or try",
        _ when !IsKnown(key) => $"unknown key; expected one of {string.Join(", ", ProgramKeys)} (program), {string.Join(", ", ScreeningSettings.Keys)} (job), or a provider's key such as aws:region",
        _ => config ? null : "this is a setting of the stack; give it to up",
    };

    private static ValidationResult ValidateJob(IEnumerable<string> pairs)
    {
        try
        {
            ScreeningParameters.Plan(pairs.Aggregate(new ScreeningSettings(), With));
            return ValidationResult.Success();
        }
        catch (BadSettingException exception)
        {
            return ValidationResult.Error($"--set {exception.Message}");
        }
    }

    private static ScreeningSettings With(ScreeningSettings settings, string pair)
    {
        var parts = pair.Split('=', 2);
        return settings.With(parts[0], parts[1]);
    }

    private static bool IsJob(string pair) => ScreeningSettings.Keys.Contains(pair.Split('=', 2)[0]);

    private static bool IsKnown(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) ? ProgramKeys.Contains(key[Prefix.Length..]) : key.Contains(':') || ProgramKeys.Contains(key);

    private static string FullKey(string key) => key.Contains(':') ? key : Prefix + key;
}
