using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CloudStacks.Worker.Lambda;

/// <summary>What a function of ours is invoked with: a batch of SQS messages, items of a Distributed Map, or the reduce of a job. All else in an event is left alone.</summary>
sealed record LambdaEvent
{
    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html</summary>
    [JsonPropertyName("Records")]
    public ImmutableArray<SqsRecord>? Records { get; init; }

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html</summary>
    [JsonPropertyName("BatchInput")]
    public BatchInput? BatchInput { get; init; }

    [JsonPropertyName("Items")]
    public ImmutableArray<MapItem>? Items { get; init; }

    public string? Job { get; init; }

    public bool? Reduce { get; init; }

    /// <exception cref="UsageException">The payload is no JSON object, or a member is of another kind.</exception>
    public static LambdaEvent Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, LambdaJson.Default.LambdaEvent) ?? throw new JsonException("found null, expected an object");
        }
        catch (JsonException e)
        {
            throw new UsageException($"the event cannot be read: {e.Message}");
        }
    }
}

/// <summary>One message of a queue.</summary>
sealed record SqsRecord(string? MessageId, string? ReceiptHandle, string? Body, string? EventSource, [property: JsonPropertyName("eventSourceARN")] string? EventSourceArn);

/// <summary>What all batches of a map have in common.</summary>
sealed record BatchInput(string? Job);

/// <summary>A place in the list of the round's shards.</summary>
sealed record MapItem(int? Index);

/// <summary>The body of a message from S3 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).</summary>
sealed record S3Notification
{
    /// <summary><c>s3:TestEvent</c> in the message that S3 sends once, when the notification is set up.</summary>
    [JsonPropertyName("Event")]
    public string? Event { get; init; }

    [JsonPropertyName("Records")]
    public ImmutableArray<S3Record>? Records { get; init; }
}

sealed record S3Record(S3Entity? S3);

sealed record S3Entity(S3Object? Object);

/// <param name="Key">URL-encoded; a blank is written as a plus sign.</param>
sealed record S3Object(string? Key);

/// <summary>What of a batch of messages must be delivered again.</summary>
sealed record SqsBatchAnswer(ImmutableArray<SqsItemFailure> BatchItemFailures);

sealed record SqsItemFailure(string ItemIdentifier);

/// <summary>Where the outcomes of a map's items are.</summary>
sealed record KeysAnswer(ImmutableArray<string> Keys);

/// <summary>Where the end mark of a job is.</summary>
sealed record KeyAnswer(string Key);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LambdaEvent))]
[JsonSerializable(typeof(S3Notification))]
[JsonSerializable(typeof(SqsBatchAnswer))]
[JsonSerializable(typeof(KeysAnswer))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(InvocationError))]
sealed partial class LambdaJson : JsonSerializerContext;
