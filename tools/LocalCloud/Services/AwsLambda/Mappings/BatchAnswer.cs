using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Lambda;

namespace CloudStacks.LocalCloud.Services.AwsLambda.Mappings;

/// <summary>What an invocation's answer means for the messages of its batch (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).</summary>
/// <param name="Failed">The ids of the messages that come back.</param>
/// <param name="Error">Why, in one sentence; null where none does.</param>
internal sealed record BatchAnswer(IReadOnlySet<string> Failed, string? Error)
{
    /// <summary>Messages that the function named as failed although the mapping does not ask for that: they are deleted, and nobody will try them again.</summary>
    public IReadOnlySet<string> Lost { get; private init; } = new HashSet<string>();

    /// <param name="answer">The invocation's answer.</param>
    /// <param name="ids">The ids of the batch's messages.</param>
    /// <param name="reportsItemFailures">Whether the mapping asks which messages failed; otherwise the answer of a function that succeeded is not looked at.</param>
    public static BatchAnswer Of(LambdaAnswer answer, IReadOnlySet<string> ids, bool reportsItemFailures) =>
        answer.Error is { } error ? new(ids, $"{error.Type}: {error.Message}")
        : answer.Refusal is { } refusal ? new(ids, $"{refusal.Code}: {refusal.Message}")
        : reportsItemFailures ? Read(answer.Payload, ids)
        : Success with { Lost = Read(answer.Payload, ids).Failed };

    private static BatchAnswer Success { get; } = new(new HashSet<string>(), null);

    private static BatchAnswer Read(string payload, IReadOnlySet<string> ids)
    {
        JsonNode? failures;
        try
        {
            failures = payload.Length > 0 && JsonNode.Parse(payload) is JsonObject answer ? answer["batchItemFailures"] : null;
        }
        catch (JsonException failure)
        {
            return new(ids, $"the answer is not JSON ({failure.Message}), so the whole batch failed");
        }
        if (failures is null)
        {
            return Success;
        }
        var named = (failures as JsonArray)?.Select(item => item is JsonObject entry && entry["itemIdentifier"] is JsonValue id && id.TryGetValue<string>(out var text) ? text : null).ToList();
        return named is null || named.Any(id => id is null || !ids.Contains(id))
            ? new(ids, "batchItemFailures does not name messages of the batch by itemIdentifier, so the whole batch failed")
            : new(named.ToHashSet()!, named.Count == 0 ? null : "the function names it in batchItemFailures; its log says why");
    }
}
