using System.Globalization;
using CloudStacks.LocalCloud.Services.Google;

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

    public static void Tasks(int count, int parallelism)
    {
        RunSize.InRange("taskCount", count, 1, MostTasks);
        if (parallelism > count)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"parallelism is {parallelism}; expected at most taskCount, which is {count}"));
        }
    }

    public static void Retries(int retries) => RunSize.InRange("maxRetries", retries, 0, MostRetries);

    public static void Timeout(int seconds) => RunSize.InRange("timeout", seconds, 1, LongestTimeout);

    /// <summary>Refuses variables that the runtime contract keeps to itself: https://docs.cloud.google.com/run/docs/configuring/jobs/environment-variables.</summary>
    public static void Variables(IReadOnlyCollection<KeyValuePair<string, string>> variables)
    {
        RunSize.InRange("the number of environment variables", variables.Count, 0, MostVariables);
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
}
