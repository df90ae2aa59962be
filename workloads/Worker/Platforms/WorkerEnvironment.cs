using System.Globalization;

namespace CloudStacks.Worker.Platforms;

/// <summary>The environment variables that a task is started with.</summary>
public sealed class WorkerEnvironment(Func<string, string?> read)
{
    /// <summary>The variables of this process.</summary>
    public static WorkerEnvironment OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <returns>Null if the variable is missing or empty.</returns>
    public string? Find(string name) => read(name) is { Length: > 0 } value ? value : null;

    /// <exception cref="UsageException">The variable is missing; the message names it.</exception>
    public string Require(string name, string meaning) =>
        Find(name) ?? throw new UsageException($"the environment variable {name} is missing: expected {meaning}");

    /// <returns>Null if the variable is missing.</returns>
    /// <exception cref="UsageException">The value is not a whole number.</exception>
    public int? FindNumber(string name) => Find(name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"{name} = {text}: expected a whole number from 0");
}
