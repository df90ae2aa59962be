namespace CloudStacks.Worker;

/// <summary>The worker's own environment variables, which a program sets on every task.</summary>
public static class Variables
{
    /// <summary>The job store, as <see cref="Storage.ObjectStores.Open"/> reads it.</summary>
    public const string Store = "CLOUDSTACKS_STORE";

    /// <summary>The job's id.</summary>
    public const string Job = "CLOUDSTACKS_JOB";

    /// <summary><c>step</c>: the service runs the reduce as a step of its own; <c>last</c>: the last task to finish does.</summary>
    public const string Reduce = "CLOUDSTACKS_REDUCE";

    /// <summary>Which slice a task is, from 0, where the service does not number its tasks.</summary>
    public const string Slice = "CLOUDSTACKS_SLICE";

    /// <summary>How many slices there are, beside <see cref="Slice"/>.</summary>
    public const string Slices = "CLOUDSTACKS_SLICES";

    /// <summary>The service's own id for a try, where it tells that only on request.</summary>
    public const string Attempt = "CLOUDSTACKS_ATTEMPT";

    /// <summary>How long one try may take, in seconds, where the service does not limit it.</summary>
    public const string TaskTimeout = "CLOUDSTACKS_TASK_TIMEOUT";

    /// <summary>Set by the worker for a task's own command: the name of the shard, such as <c>asset-0001/2026-01.csv</c>.</summary>
    public const string Shard = "CLOUDSTACKS_SHARD";
}
