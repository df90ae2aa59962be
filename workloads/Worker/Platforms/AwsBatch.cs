using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Platforms;

/// <summary>
/// AWS Batch: a child of an array job is one slice, a plain job is all of them.
/// Variables: https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html.
/// </summary>
sealed class AwsBatch : TaskPlatform
{
    /// <summary>Set on every job, and on no other task.</summary>
    public const string JobId = "AWS_BATCH_JOB_ID";

    public override string Name => "aws-batch";

    public override bool IsHere(WorkerEnvironment environment) => environment.Find(JobId) is not null;

    public override Task<int> RunAsync(WorkerEnvironment environment, MapSlice map, CancellationToken cancellation)
    {
        var attempt = $"{environment.Require(JobId, "the job's id")}.{environment.FindNumber("AWS_BATCH_JOB_ATTEMPT") ?? 1}";
        return map(SliceOf(environment), attempt, cancellation);
    }

    // An array has 2 children at least, so a job of one slice runs as a plain job, without index and size.
    static Slice SliceOf(WorkerEnvironment environment) =>
        environment.FindNumber("AWS_BATCH_JOB_ARRAY_INDEX") is not { } index
            ? new Slice(0, 1)
            : new Slice(index, environment.FindNumber("AWS_BATCH_JOB_ARRAY_SIZE")
                ?? throw new UsageException("the environment variable AWS_BATCH_JOB_ARRAY_SIZE is missing beside AWS_BATCH_JOB_ARRAY_INDEX"));
}
