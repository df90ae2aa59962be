using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CloudStacks.LocalCloud.Services.GcpDataflow.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;

/// <summary>Where a job stands: https://cloud.google.com/python/docs/reference/dataflow/latest/google.cloud.dataflow_v1beta3.types.JobState.</summary>
internal enum JobState { Queued, Running, Cancelling, Done, Failed, Cancelled }

/// <summary>A job. Times are milliseconds since 1970.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Launch">What was asked for.</param>
/// <param name="Direct">Whether Beam's direct runner runs the pipeline, in one process, instead of this service.</param>
/// <param name="CreatedAt">When it was launched.</param>
internal sealed record JobRecord(string Id, JobLaunch Launch, bool Direct, long CreatedAt)
{
    public JobState State { get; init; } = JobState.Queued;

    public long StateAt { get; init; } = CreatedAt;

    [JsonIgnore]
    public bool Ended => State is JobState.Done or JobState.Failed or JobState.Cancelled;
}

/// <summary>What a bundle is of.</summary>
internal enum BundleKind { Map, Reduce, Pipeline }

/// <summary>Where a bundle stands.</summary>
internal enum BundlePhase { Waiting, Running, Done, Failed }

/// <summary>Elements that one worker processes one after the other, and that are all processed again when one fails.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Number">Which of the job's bundles.</param>
/// <param name="Kind">What it is of.</param>
/// <param name="Elements">The elements; those of the reduce belong to no slice.</param>
internal sealed record BundleRecord(string Job, int Number, BundleKind Kind, ImmutableArray<ElementRecord> Elements)
{
    public BundlePhase Phase { get; init; } = BundlePhase.Waiting;

    /// <summary>How often it has failed.</summary>
    public int Failures { get; init; }

    /// <summary>The process of the element that is being processed.</summary>
    public ProcessIdentity? Process { get; init; }

    /// <summary>With some of its elements changed.</summary>
    public BundleRecord With(Func<ElementRecord, bool> which, Func<ElementRecord, ElementRecord> change) =>
        this with { Elements = [.. Elements.Select(element => which(element) ? change(element) : element)] };
}

/// <summary>One element: a slice, or the count that the reduce waits for.</summary>
/// <param name="Slice">Which slice; -1 is the reduce.</param>
/// <param name="Tries">How often the worker was started for it.</param>
/// <param name="Reason">Why its last try failed; null where it did not.</param>
internal sealed record ElementRecord(int Slice, int Tries = 0, string? Reason = null);

/// <summary>Serialises what the service keeps.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(BundleRecord))]
internal sealed partial class DataflowJson : JsonSerializerContext;
