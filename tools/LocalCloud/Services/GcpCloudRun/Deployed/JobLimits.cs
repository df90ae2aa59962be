using System.Globalization;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;

/// <summary>What Cloud Run refuses about a job. All throw <see cref="FormatException"/> naming the member, the value and what is expected.</summary>
internal static class JobLimits
{
    // https://cloud.google.com/run/quotas
    public const int MostTasks = 10_000;
    public const int MostRetries = 10;
    public const int MostExecutions = 1000;
    private const int MostVariables = 1000;

    // https://docs.cloud.google.com/run/docs/configuring/task-timeout
    private const int LongestTimeout = 168 * 3600;

    // https://docs.cloud.google.com/run/docs/configuring/jobs/cpu, in MiB
    private static readonly Dictionary<string, (int Least, int Most)> Memory = new(StringComparer.Ordinal)
    {
        ["1"] = (512, 4 * 1024), ["2"] = (512, 8 * 1024), ["4"] = (2 * 1024, 16 * 1024), ["6"] = (4 * 1024, 24 * 1024), ["8"] = (4 * 1024, 32 * 1024),
    };

    public static void Tasks(int count, int parallelism)
    {
        Range("taskCount", count, 1, MostTasks);
        if (parallelism > count)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"parallelism is {parallelism}; expected at most taskCount, which is {count}"));
        }
    }

    public static void Retries(int retries) => Range("maxRetries", retries, 0, MostRetries);

    public static void Timeout(int seconds) => Range("timeout", seconds, 1, LongestTimeout);

    public static void Size(string cpu, int memoryMiB)
    {
        if (!Memory.TryGetValue(cpu, out var range))
        {
            throw new FormatException($"resources.limits.cpu is '{cpu}'; expected one of {string.Join(", ", Memory.Keys)}");
        }
        Range($"resources.limits.memory with {cpu} CPU, in MiB,", memoryMiB, range.Least, range.Most);
    }

    /// <summary>Refuses variables that the runtime contract keeps to itself: https://docs.cloud.google.com/run/docs/configuring/jobs/environment-variables.</summary>
    public static void Variables(IReadOnlyCollection<KeyValuePair<string, string>> variables)
    {
        Range("the number of environment variables", variables.Count, 0, MostVariables);
        foreach (var (name, value) in variables)
        {
            if (name is "PORT" || name.StartsWith("K_", StringComparison.Ordinal) || name.StartsWith("CLOUD_RUN_", StringComparison.Ordinal))
            {
                throw new FormatException($"the environment variable {name} is reserved: the service sets it itself, or tasks have none");
            }
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
            {
                throw new FormatException($"'{name}' cannot be an environment variable; expected a name without '=' and no NUL in name or value");
            }
        }
    }

    private static void Range(string member, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{member} is {value}; expected {least} to {most}"));
        }
    }
}
