using CloudStacks.LocalCloud.Identity;

namespace CloudStacks.LocalCloud.Services.Lambda;

/// <summary>How a function is invoked.</summary>
/// <param name="Subject">The subject of faults, the same in every run, such as <c>shard 3</c>.</param>
/// <param name="Occurrence">How often the subject has been tried, this time included; from 1.</param>
internal sealed record Invocation(string Subject, int Occurrence)
{
    /// <summary>Who invokes; null where Lambda does it itself, for an event source mapping.</summary>
    public Principal? Caller { get; init; }

    /// <summary>The resource on whose behalf a service invokes, as <c>aws:SourceArn</c>.</summary>
    public string? SourceArn { get; init; }

    /// <summary>Whether the caller waits for the answer, which bounds the payload: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public InvocationType Type { get; init; } = InvocationType.RequestResponse;
}

/// <summary>The InvocationType of the API, as far as it is modelled.</summary>
internal enum InvocationType { RequestResponse, Event }
