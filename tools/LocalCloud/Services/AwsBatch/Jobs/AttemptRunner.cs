using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Services.Fargate;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>Runs one attempt as a Fargate task, and says of its end what Batch says.</summary>
internal sealed class AttemptRunner(FargateRunner fargate)
{
    /// <summary>
    /// SIGTERM to SIGKILL, at a timeout, a termination and a Spot interruption (https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html).
    /// Of the two minutes that Fargate Spot announces a container gets its stopTimeout only, and containerProperties has no such member, so
    /// that the default of 30 s holds (API_TaskContainerProperties).
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Asks the running attempt of a job to stop.</summary>
    public void Stop(string jobId) => fargate.Stop(jobId);

    /// <summary>Runs to the end; <paramref name="running"/> is called once the process is known and before it begins.</summary>
    public async Task<AttemptOutcome> RunAsync(Attempt attempt, Action<JobRecord> running, CancellationToken closing)
    {
        var run = new FargateRun
        {
            Key = attempt.Job.Id,
            TaskId = Guid.NewGuid().ToString("N"),
            Task = TaskOf(attempt),
            Subject = attempt.Subject,
            Occurrence = attempt.Number,
            Spot = attempt.Environment.Spot,
            Timeout = attempt.Root.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Grace = Grace,
        };
        void Started(ContainerStart start) => running(attempt.Job with { Status = JobStatus.RUNNING, Process = start.Process, StartedAt = start.StartedAt, LogStream = start.LogStream });
        return Describe(await fargate.RunAsync(run, Started, closing));
    }

    private static AttemptOutcome Describe(ContainerOutcome outcome) => new(
        new(outcome.Start?.StartedAt, outcome.StoppedAt, outcome.ExitCode, StatusReason(outcome.End), outcome.Problem, outcome.Start?.LogStream),
        TimedOut: outcome.End == RunEnd.TimedOut,
        Interrupted: outcome.End == RunEnd.Closing);

    // AWS documents the Spot text for the ECS task; that Batch repeats it as the job's status reason is not documented, so programs must
    // not rely on it and rules should match the exit code.
    private static string StatusReason(RunEnd end) => end switch
    {
        RunEnd.NeverStarted => "Task failed to start",
        RunEnd.TimedOut => "Job attempt duration exceeded timeout",
        RunEnd.Preempted => "Your Spot Task was interrupted.",
        _ => "Essential container in task exited",
    };

    private static FargateTask TaskOf(Attempt attempt)
    {
        var container = attempt.Root.Container!;
        var (group, prefix) = Log(container, attempt.Root.Definition);
        return new()
        {
            Image = container.Image,
            Command = Command(attempt.Root),
            Environment = Variables(attempt),
            ExecutionRoleArn = container.ExecutionRoleArn,
            TaskRoleArn = container.JobRoleArn,
            CpuArchitecture = container.RuntimePlatform?.CpuArchitecture ?? "X86_64",
            LogGroup = group,
            LogPrefix = prefix,
            Network = new(attempt.Environment.Subnets, attempt.Environment.SecurityGroups, container.NetworkConfiguration?.AssignPublicIp == "ENABLED", $"the compute environment {attempt.Environment.Name}"),
        };
    }

    // A name without a value stays as it is: https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html
    private static ImmutableArray<string> Command(JobRecord root) => [.. root.Container!.Command.Select(word =>
        word.StartsWith("Ref::", StringComparison.Ordinal) && root.Parameters?.GetValueOrDefault(word["Ref::".Length..]) is { } value ? value : word)];

    // https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html
    private static Dictionary<string, string> Variables(Attempt attempt)
    {
        var variables = attempt.Root.Container!.Environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        variables["AWS_BATCH_JOB_ID"] = attempt.Job.Id;
        variables["AWS_BATCH_JOB_ATTEMPT"] = attempt.Number.ToString(CultureInfo.InvariantCulture);
        variables["AWS_BATCH_CE_NAME"] = attempt.Environment.Name;
        variables["AWS_BATCH_JQ_NAME"] = attempt.Queue.Name;
        if (attempt.Job.Index is { } index)
        {
            variables["AWS_BATCH_JOB_ARRAY_INDEX"] = index.ToString(CultureInfo.InvariantCulture);
            variables["AWS_BATCH_JOB_ARRAY_SIZE"] = attempt.Root.ArraySize!.Value.ToString(CultureInfo.InvariantCulture);
        }
        return variables;
    }

    // Group, and the stream's prefix, else the first 200 characters of the definition's name, then the container's name.
    private static (string Group, string Prefix) Log(ContainerProperties container, string definitionArn)
    {
        var options = container.LogConfiguration?.Options;
        var name = definitionArn[(definitionArn.LastIndexOf('/') + 1)..].Split(':')[0];
        var prefix = options?.GetValueOrDefault("awslogs-stream-prefix") ?? name[..Math.Min(200, name.Length)];
        return (options?.GetValueOrDefault("awslogs-group") ?? "/aws/batch/job", $"{prefix}/default");
    }
}
