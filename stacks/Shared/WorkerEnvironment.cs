namespace CloudStacks.Shared;

/// <summary>The variables that tell the worker what to work on, on every service.</summary>
public static class WorkerEnvironment
{
    /// <summary>The job store, such as <c>s3://bucket</c>.</summary>
    public const string Store = "CLOUDSTACKS_STORE";

    /// <summary>The job id of a run.</summary>
    public const string Job = "CLOUDSTACKS_JOB";

    /// <summary>Who reduces: <see cref="ReduceStep"/> where the service has a step of its own, else <see cref="ReduceLast"/>.</summary>
    public const string Reduce = "CLOUDSTACKS_REDUCE";

    /// <summary>The value of <see cref="Reduce"/> where the service starts the reduce itself.</summary>
    public const string ReduceStep = "step";

    /// <summary>The value of <see cref="Reduce"/> where the last task to finish reduces.</summary>
    public const string ReduceLast = "last";

    /// <summary>Which slice a task is, from 0, where the service does not number its tasks.</summary>
    public const string Slice = "CLOUDSTACKS_SLICE";

    /// <summary>How many slices there are, beside <see cref="Slice"/>.</summary>
    public const string Slices = "CLOUDSTACKS_SLICES";

    /// <summary>The service's own id for a try, where it tells that only on request.</summary>
    public const string Attempt = "CLOUDSTACKS_ATTEMPT";

    /// <summary>How long one try may take, in seconds, where the service does not limit it.</summary>
    public const string TaskTimeout = "CLOUDSTACKS_TASK_TIMEOUT";

    /// <summary>The worker's exit code for a wrong setting, which no retry mends.</summary>
    public const int UsageExitCode = 64;

    /// <summary>The worker's exit code for input that can never be processed.</summary>
    public const int BadInputExitCode = 65;

    /// <summary>The worker's exit code for what must not happen, and would happen again.</summary>
    public const int InconsistentExitCode = 70;

    /// <summary>The worker's exit code for a failure that is worth a retry.</summary>
    public const int TransientExitCode = 75;

    /// <summary>The worker's exit code after SIGTERM.</summary>
    public const int InterruptedExitCode = 143;
}
