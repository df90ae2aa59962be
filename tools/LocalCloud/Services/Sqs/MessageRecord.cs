using System.Text.Json.Serialization;

namespace CloudStacks.LocalCloud.Services.Sqs;

/// <summary>One message on disk. Times are milliseconds since 1970.</summary>
/// <param name="Id">The message id, which it keeps in the dead-letter queue.</param>
/// <param name="Queue">The ARN of the queue that holds it.</param>
/// <param name="Body">Its text.</param>
/// <param name="SentAt">When it was sent.</param>
internal sealed record MessageRecord(string Id, string Queue, string Body, long SentAt)
{
    /// <summary>How often it was received.</summary>
    public int Receives { get; init; }

    public long? FirstReceivedAt { get; init; }

    /// <summary>Whether it was deleted: this line only says so and goes when the journal is opened next.</summary>
    public bool Deleted { get; init; }

    /// <summary>
    /// Opens the journal of a stack's data folder. A message that was in flight when a session was killed is a message like any other in
    /// the next one: at-least-once delivery allows it.
    /// </summary>
    public static (RecordJournal<MessageRecord> Journal, IReadOnlyList<MessageRecord> Records) Open(string dataRoot, Func<MessageRecord, bool>? keep = null) =>
        RecordJournal<MessageRecord>.Open(
            Path.Combine(dataRoot, "sqs", "messages.jsonl"), SqsJson.Default.MessageRecord, message => message.Id, message => !message.Deleted && keep?.Invoke(message) != false);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(MessageRecord))]
internal sealed partial class SqsJson : JsonSerializerContext;
