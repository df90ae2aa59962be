using System.Globalization;

namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>How large what runs on Cloud Run may be: https://docs.cloud.google.com/run/docs/configuring/jobs/cpu. All throw <see cref="FormatException"/> naming the member.</summary>
internal static class RunSize
{
    private static readonly Dictionary<string, (int Least, int Most)> Memory = new(StringComparer.Ordinal)
    {
        ["1"] = (512, 4 * 1024), ["2"] = (512, 8 * 1024), ["4"] = (2 * 1024, 16 * 1024), ["6"] = (4 * 1024, 24 * 1024), ["8"] = (4 * 1024, 32 * 1024),
    };

    /// <summary>Refuses a pair of CPU and memory that does not exist.</summary>
    /// <param name="cpu">The CPUs, with the member that says so.</param>
    /// <param name="memory">The memory in MiB, with the member that says so.</param>
    public static void Check((string Member, string Value) cpu, (string Member, int MiB) memory)
    {
        if (!Memory.TryGetValue(cpu.Value, out var range))
        {
            throw new FormatException($"{cpu.Member} is '{cpu.Value}'; expected one of {string.Join(", ", Memory.Keys)}");
        }
        InRange($"{memory.Member} with {cpu.Value} CPU, in MiB,", memory.MiB, range.Least, range.Most);
    }

    /// <summary>Reads an amount of memory.</summary>
    public static int MiB(string member, string text) => (text.Length > 2 ? text[^2..] : "", int.TryParse(text[..Math.Max(0, text.Length - 2)], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) switch
    {
        ("Mi", true) => number,
        ("Gi", true) when number <= 1024 => number * 1024,
        _ => throw new FormatException($"{member} is '{text}'; expected a whole number of Mi or Gi"),
    };

    /// <summary>Refuses a number that lies outside of a range.</summary>
    public static void InRange(string member, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{member} is {value}; expected {least} to {most}"));
        }
    }
}
