using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud;

/// <summary>Answers the command lines of an official CLI (<c>aws</c>, <c>gcloud</c>, <c>az</c>, <c>kubectl</c>) from what is deployed.</summary>
public interface ICommandHandler
{
    /// <summary>Whether the command is this handler's, such as <c>aws batch …</c>.</summary>
    bool Handles(IReadOnlyList<string> argv);

    /// <summary>Runs one command. Options that are not modelled are refused by name, with the exit code of the real CLI.</summary>
    Task<CommandResult> ExecuteAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken);
}

/// <summary>What a command left: exit code, standard output, standard error.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error = "");

/// <summary>One service of the local cloud, alive while its session is open.</summary>
public interface ILocalService : IAsyncDisposable
{
    /// <summary>The service id, such as <c>aws-batch</c>.</summary>
    string Service { get; }

    /// <summary>Answers the commands of the service's runbook.</summary>
    IReadOnlyList<ICommandHandler> Commands { get; }

    /// <summary>Why work that was submitted does not run at this moment, naming the missing link; null when nothing waits.</summary>
    string? WhyWaiting();

    /// <summary>Attempts per task so far, by slice, for progress and the closing table.</summary>
    IReadOnlyList<TaskAttempts> Attempts();
}

/// <summary>How often a slice was tried and where it stands (<c>waiting</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c>), with the reason of its last failure.</summary>
public sealed record TaskAttempts(int Slice, int Attempts, string Status, string? Reason = null)
{
    /// <summary>Which places of the round's list of shards it holds; null where it is a slice, which takes every n-th.</summary>
    public Range? Items { get; init; }
}

/// <summary>What a service is built from.</summary>
/// <param name="State">What is deployed; only what stands there exists.</param>
/// <param name="DataRoot">The folder that holds the stack's buckets, job records and logs.</param>
/// <param name="WorkerCommand">The packaged worker: the program and its first arguments.</param>
/// <param name="Faults">The faults to inject.</param>
/// <param name="Clock">The clock.</param>
public sealed record ServiceContext(
    StackState State,
    string DataRoot,
    IReadOnlyList<string> WorkerCommand,
    Faults.FaultPlan Faults,
    TimeProvider Clock)
{
    /// <summary>The packaged worker's source and its build, for services that take source; null for others.</summary>
    public SourceBuild? Source { get; init; }
}
