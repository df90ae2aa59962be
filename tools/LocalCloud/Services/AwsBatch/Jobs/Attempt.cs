using System.Globalization;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>One attempt that is about to run.</summary>
/// <param name="Job">The job or child.</param>
/// <param name="Root">The job that says what to run: the array's parent, or the job itself.</param>
/// <param name="Environment">Where it is placed.</param>
/// <param name="Queue">The queue it came from.</param>
internal sealed record Attempt(JobRecord Job, JobRecord Root, ComputeEnvironment Environment, Queue Queue)
{
    /// <summary>Its number; the first is 1.</summary>
    public int Number => Job.Attempts.Length + 1;

    /// <summary>The subject of faults: the same in every run, as names and ids are not.</summary>
    public string Subject => Job.Index is { } index ? $"child {index.ToString(CultureInfo.InvariantCulture)}" : Job.DependsOn.IsEmpty ? "job" : "dependent";
}

/// <summary>How an attempt ended.</summary>
/// <param name="Record">What stays on record.</param>
/// <param name="TimedOut">The service stopped it at its timeout; such a job is not tried again.</param>
/// <param name="Interrupted">The session closes: the attempt has no outcome and the next session takes it up.</param>
internal sealed record AttemptOutcome(AttemptRecord Record, bool TimedOut = false, bool Interrupted = false)
{
    /// <summary>An attempt whose session was killed. It ends as a container does whose host is gone.</summary>
    public static AttemptOutcome Lost(JobRecord job, TimeProvider clock) =>
        new(new AttemptRecord(job.StartedAt, clock.GetUtcNow().ToUnixTimeMilliseconds(), 137, "Host terminated: the local cloud was stopped while the attempt ran", null, job.LogStream));
}
