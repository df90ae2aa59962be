using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace CloudStacks.LocalCloud.Faults;

/// <summary>A kind of fault that the local cloud can inject.</summary>
public enum FaultKind
{
    /// <summary>A task's process is killed at a random moment.</summary>
    Kill,
    /// <summary>A storage request is answered 503.</summary>
    Error,
    /// <summary>A storage request takes a second longer.</summary>
    Delay,
    /// <summary>A write happens and its answer is lost: the connection is closed.</summary>
    Lost,
    /// <summary>An event or task is delivered twice.</summary>
    Duplicate,
    /// <summary>Part of a request to start tasks is refused.</summary>
    Partial,
    /// <summary>Spot capacity is taken back: SIGTERM, grace, SIGKILL.</summary>
    Preempt,
}

/// <summary>
/// Which faults strike, by rate (0..1) and seed, written <c>kill=0.3,error=0.1,seed=7</c>. Whether a fault strikes depends on
/// nothing but the seed, the kind, the subject and its occurrence, so that a run can be repeated.
/// </summary>
public sealed record FaultPlan(ImmutableDictionary<FaultKind, double> Rates, int Seed)
{
    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new(ImmutableDictionary<FaultKind, double>.Empty, 0);

    /// <summary>Reads the written form. Throws <see cref="FormatException"/> naming the key, the value and what was expected.</summary>
    public static FaultPlan Parse(string text)
    {
        var plan = None;
        foreach (var entry in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (key, value) = entry.Split('=', 2) is [var k, var v] ? (k.Trim(), v.Trim()) : (entry, "");
            plan = key == "seed" ? plan with { Seed = ParseSeed(value) } : plan with { Rates = plan.Rates.SetItem(ParseKind(key), ParseRate(key, value)) };
        }
        return plan;
    }

    /// <summary>Whether the fault strikes this occurrence of the subject (a key, a task, …), the same at every call.</summary>
    public bool Strikes(FaultKind kind, string subject, int occurrence) =>
        Rates.TryGetValue(kind, out var rate) && Fraction(kind, subject, occurrence) < rate;

    /// <summary>A number in [0, 1) that belongs to this occurrence, for moments and durations.</summary>
    public double Fraction(FaultKind kind, string subject, int occurrence)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Seed}|{kind}|{subject}|{occurrence}");
        return (XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text)) >> 11) * (1.0 / (1UL << 53));
    }

    private static FaultKind ParseKind(string key) =>
        Enum.TryParse<FaultKind>(key, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && key.All(char.IsLetter)
            ? kind
            : throw new FormatException($"faults: unknown fault '{key}'; expected one of {string.Join(", ", Enum.GetNames<FaultKind>()).ToLowerInvariant()}, seed");

    private static double ParseRate(string key, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 1
            ? rate
            : throw new FormatException($"faults: {key}={value}; expected a rate from 0 to 1");

    private static int ParseSeed(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new FormatException($"faults: seed={value}; expected a whole number from 0");
}
