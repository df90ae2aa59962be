using System.Collections.Immutable;
using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>What a job is planned from.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Input">The key prefix of the input; a missing slash at its end is added.</param>
public sealed record PlanRequest(JobId Job, string Input)
{
    /// <summary>A local folder whose files become objects under <see cref="Input"/> first.</summary>
    public string? UploadFrom { get; init; }

    /// <summary>The settings of the fatigue screening.</summary>
    public ScreeningSettings Settings { get; init; } = new();

    /// <summary>A command that does the work instead of the fatigue screening: program and arguments.</summary>
    public ImmutableArray<string>? Command { get; init; }

    /// <summary>A command that reduces the results of <see cref="Command"/>.</summary>
    public ImmutableArray<string>? ReduceCommand { get; init; }

    /// <summary>Where one ticket object per shard is written, for services that start on object events; null where none is.</summary>
    public IObjectStore? Tickets { get; init; }
}
