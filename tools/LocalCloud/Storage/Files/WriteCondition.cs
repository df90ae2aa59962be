namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>What must hold at the moment of a write.</summary>
/// <param name="Absent">The key must be free (If-None-Match: *).</param>
/// <param name="IfMatch">The object must have this ETag; <c>*</c> takes any.</param>
public sealed record WriteCondition(bool Absent, string? IfMatch)
{
    public static WriteCondition None { get; } = new(false, null);

    internal WriteOutcome Check(StoredObject? existing) =>
        Absent && existing is not null ? WriteOutcome.Exists
        : IfMatch is null ? WriteOutcome.Written
        : existing is null ? WriteOutcome.Missing
        : IfMatch == "*" || IfMatch == existing.ETag ? WriteOutcome.Written
        : WriteOutcome.Different;
}

/// <summary>How a write or a delete ended.</summary>
public enum WriteOutcome
{
    Written,
    /// <summary>The key was to be free and is not.</summary>
    Exists,
    /// <summary>The key was to hold an object and does not.</summary>
    Missing,
    /// <summary>The object has another ETag.</summary>
    Different,
    /// <summary>The key was deleted while a conditional write ran: S3 asks to try again.</summary>
    DeletedMeanwhile,
}
