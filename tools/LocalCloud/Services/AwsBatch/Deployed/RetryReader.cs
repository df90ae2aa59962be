using System.Globalization;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>Reads a retry strategy from a definition (the provider calls the rules evaluateOnExits) or a submission (the API calls them evaluateOnExit).</summary>
internal static class RetryReader
{
    /// <summary>Null where there is none. Throws <see cref="FormatException"/> naming what the service refuses.</summary>
    public static RetryStrategy? Read(JsonObject? json, string rules)
    {
        if (json is null)
        {
            return null;
        }
        ModelledJson.Members(json, "retryStrategy", "attempts", rules);
        // attempts is needed as soon as there are rules (API_RetryStrategy); without both there is one attempt.
        var strategy = new RetryStrategy(Attempts(json["attempts"]), [.. (json[rules] as JsonArray ?? []).OfType<JsonObject>().Select(Rule)]);
        return strategy.Refusal() is { } refusal ? throw new FormatException(refusal) : strategy;
    }

    private static int Attempts(JsonNode? node) =>
        int.TryParse(node?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var attempts)
            ? attempts
            : throw new FormatException($"retryStrategy.attempts is '{node}'; expected 1 to {RetryStrategy.MostAttempts.ToString(CultureInfo.InvariantCulture)}");

    private static ExitRule Rule(JsonObject rule)
    {
        ModelledJson.Members(rule, "evaluateOnExit", "action", "onStatusReason", "onReason", "onExitCode");
        var action = rule["action"]?.ToString();
        return new(rule["onStatusReason"]?.ToString(), rule["onReason"]?.ToString(), rule["onExitCode"]?.ToString(), action?.ToUpperInvariant() switch
        {
            "RETRY" => ExitAction.Retry,
            "EXIT" => ExitAction.Exit,
            _ => throw new FormatException($"evaluateOnExit.action is '{action}'; expected RETRY or EXIT"),
        });
    }
}
