using System.Text.Json.Serialization;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;

/// <summary>One event about a new object, on its way to a function. Times are milliseconds since 1970.</summary>
/// <param name="Id">Of this record: the function, the object and its generation; a duplicate has another.</param>
/// <param name="EventId">What every delivery of the event says as <c>ce-id</c>.</param>
/// <param name="Function">The function.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Data">The object as Cloud Storage describes it, in JSON.</param>
/// <param name="PublishedAt">When it was published.</param>
internal sealed record EventRecord(string Id, string EventId, string Function, string Bucket, string Name, string Data, long PublishedAt)
{
    /// <summary>How often it was handed over.</summary>
    public int Deliveries { get; init; }

    public EventState State { get; init; }

    /// <summary>How the last delivery failed.</summary>
    public string? Error { get; init; }

    /// <summary>How many deliveries in a row the function itself refused.</summary>
    public int Refusals { get; init; }
}

/// <summary>Where an event stands.</summary>
internal enum EventState
{
    Waiting,
    /// <summary>Acknowledged by the function, or purged.</summary>
    Done,
    /// <summary>Given up: nobody tries it again.</summary>
    Dropped,
}

/// <summary>Since when a function's trigger tells of new objects. Times are milliseconds since 1970.</summary>
internal sealed record TriggerRecord(string Function, string Bucket, long Since)
{
    public string Id => $"{Function}/{Bucket}";
}

/// <summary>Serialises what the service keeps.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventRecord))]
[JsonSerializable(typeof(TriggerRecord))]
internal sealed partial class EventJson : JsonSerializerContext;
