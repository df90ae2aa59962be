using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>Where an execution stands, as the API names it.</summary>
internal enum ExecutionStatus { RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED }

/// <summary>An execution of a machine, or a child that a map started. Times are milliseconds since 1970, documents are JSON texts.</summary>
internal sealed record ExecutionRecord
{
    public required string Arn { get; init; }
    public required string Name { get; init; }

    /// <summary>The ARN of the machine; of a child, with its map's label.</summary>
    public required string Machine { get; init; }
    public required string Input { get; init; }
    public required long StartedAt { get; init; }
    public ExecutionStatus Status { get; init; }
    public long? StoppedAt { get; init; }
    public string? Output { get; init; }
    public string? Error { get; init; }
    public string? Cause { get; init; }

    /// <summary>The state that runs and its input: here the next session goes on.</summary>
    public string? State { get; init; }
    public string? StateInput { get; init; }

    /// <summary>How often functions were invoked.</summary>
    public int Attempts { get; init; }

    /// <summary>The map runs that it started, in order.</summary>
    public ImmutableArray<MapRunRecord> MapRuns { get; set; } = [];

    /// <summary>Which part of a map it is; null for an execution that somebody started.</summary>
    public ChildOf? Parent { get; init; }

    /// <summary>What happened; EXPRESS executions keep no history.</summary>
    public ImmutableArray<HistoryEvent> Events { get; set; } = [];

    [JsonIgnore]
    public bool Ended => Status != ExecutionStatus.RUNNING;
}

/// <summary>A child's place: the map run, its number in it, and how many of the map's items it holds.</summary>
internal sealed record ChildOf(string MapRun, int Number, int Items);

/// <summary>One run of a map state.</summary>
internal sealed record MapRunRecord(string Arn, string State, long StartedAt)
{
    public ExecutionStatus Status { get; init; }
    public long? StoppedAt { get; init; }

    /// <summary>The item at which each child ends, by the child's number; null before the list is read.</summary>
    public ImmutableArray<int>? Children { get; init; }
}

/// <summary>An entry of a history: its type, and the member of the event that holds its details.</summary>
/// <remarks>https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html</remarks>
internal sealed record HistoryEvent(long Timestamp, string Type, string? Member, JsonObject? Details);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExecutionRecord))]
internal sealed partial class ExecutionJson : JsonSerializerContext;
