using System.Collections.Immutable;
using System.Globalization;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>How often a job is tried, and what decides whether it is tried again.</summary>
/// <param name="Attempts">All attempts, the first included: 1 to 10, see https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html</param>
/// <param name="EvaluateOnExit">At most five rules (API_RetryStrategy); the first that matches decides.</param>
internal sealed record RetryStrategy(int Attempts, ImmutableArray<ExitRule> EvaluateOnExit)
{
    public const int MostAttempts = 10;
    public const int MostRules = 5;

    /// <summary>One attempt, no rules: what a job has that declares nothing.</summary>
    public static RetryStrategy Once { get; } = new(1, []);

    /// <summary>Whether a failed attempt is followed by another. Where no rule matches it is: that is why a list should end with an EXIT rule for everything.</summary>
    public bool Retries(int attemptsSoFar, int? exitCode, string? statusReason, string? reason) =>
        attemptsSoFar < Attempts
        && EvaluateOnExit.FirstOrDefault(rule => rule.Matches(exitCode, statusReason, reason))?.Action != ExitAction.Exit;

    /// <summary>What the service refuses about the strategy, or null.</summary>
    public string? Refusal()
    {
        if (Attempts is < 1 or > MostAttempts)
        {
            return string.Create(CultureInfo.InvariantCulture, $"retryStrategy.attempts is {Attempts}; expected 1 to {MostAttempts}");
        }
        return EvaluateOnExit.Length > MostRules
            ? string.Create(CultureInfo.InvariantCulture, $"retryStrategy.evaluateOnExit has {EvaluateOnExit.Length} entries; expected at most {MostRules}")
            : EvaluateOnExit.Select(rule => rule.Refusal()).FirstOrDefault(refusal => refusal is not null);
    }
}

/// <summary>What a rule does with a failed attempt.</summary>
internal enum ExitAction { Retry, Exit }

/// <summary>One entry of evaluateOnExit: all conditions that it names must match. Patterns may end with one asterisk.</summary>
internal sealed record ExitRule(string? OnStatusReason, string? OnReason, string? OnExitCode, ExitAction Action)
{
    /// <summary>Whether the rule applies; a reason that is missing is an empty text, which <c>*</c> matches.</summary>
    public bool Matches(int? exitCode, string? statusReason, string? reason) =>
        Glob(OnStatusReason, statusReason) && Glob(OnReason, reason) && Glob(OnExitCode, exitCode?.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the service refuses about the rule, or null.</summary>
    public string? Refusal() =>
        PatternRefusal("onStatusReason", OnStatusReason)
        ?? PatternRefusal("onReason", OnReason)
        ?? PatternRefusal("onExitCode", OnExitCode)
        ?? (OnExitCode is not null && !OnExitCode.TrimEnd('*').All(char.IsAsciiDigit) ? $"evaluateOnExit.onExitCode is '{OnExitCode}'; expected digits and at most one * at the end" : null);

    private static string? PatternRefusal(string name, string? pattern) =>
        pattern is null ? null
        : pattern.Length is 0 or > 512 ? $"evaluateOnExit.{name} has {pattern.Length.ToString(CultureInfo.InvariantCulture)} characters; expected 1 to 512"
        : pattern.AsSpan(0, pattern.Length - 1).Contains('*') ? $"evaluateOnExit.{name} is '{pattern}'; an * may stand at the end only"
        : null;

    private static bool Glob(string? pattern, string? text) =>
        pattern is null
        || (pattern.EndsWith('*') ? (text ?? "").StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase) : string.Equals(pattern, text ?? "", StringComparison.OrdinalIgnoreCase));
}
