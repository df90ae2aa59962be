using System.Globalization;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;

/// <summary>Runs one attempt of a task as a container with the variables of Cloud Run.</summary>
internal sealed class TaskRunner(StackState state, GoogleCloud google, ContainerRunner containers, IReadOnlyList<string> worker)
{
    /// <summary>The log group of a job's tasks.</summary>
    public static string LogGroup(string job) => $"cloud_run_job/{job}";

    // "A few seconds" is all that is documented for a task that is cancelled or timed out: https://docs.cloud.google.com/run/docs/container-contract
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>By what a task's attempts are known to the container runner.</summary>
    public static string KeyOf(TaskRecord task) => string.Create(CultureInfo.InvariantCulture, $"{task.Execution}/{task.Index}");

    /// <summary>Asks the running attempt of a task to stop.</summary>
    public void Stop(TaskRecord task) => containers.Stop(KeyOf(task));

    /// <summary>Runs to the end; <paramref name="started"/> is called once the process is known and before it begins.</summary>
    public Task<ContainerOutcome> RunAsync(ExecutionRecord execution, TaskRecord task, Action<ContainerStart> started, CancellationToken closing) =>
        containers.RunAsync(KeyOf(task), () => Prepare(execution, task), started, closing);

    private ContainerRun Prepare(ExecutionRecord execution, TaskRecord task)
    {
        var template = execution.Template;
        return DeployedJob.Problem(state, template.Image) is { } problem ? throw new TaskStartException(problem) : new()
        {
            Id = Guid.NewGuid().ToString("N"),
            Argv = [.. worker, .. template.Args],
            Environment = Variables(execution, task),
            LogGroup = LogGroup(execution.Job),
            LogStream = LogStream(task.Execution, task.Index, task.Attempts.Length),
            Subject = string.Create(CultureInfo.InvariantCulture, $"task {task.Index}"),
            Occurrence = task.Attempts.Length + 1,
            Timeout = TimeSpan.FromSeconds(template.TimeoutSeconds),
            Grace = Grace,
        };
    }

    /// <summary>The log stream of one attempt.</summary>
    public static string LogStream(string execution, int index, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{execution}/{index}/{attempt}");

    private Dictionary<string, string> Variables(ExecutionRecord execution, TaskRecord task)
    {
        try
        {
            var account = execution.Template.ServiceAccount
                ?? throw new IdentityException("the job names no service account, and the project's default account is not one that this stack declares (serviceAccount of the job's template)");
            var variables = google.EnvironmentFor(account);
            foreach (var (name, value) in execution.Template.Environment)
            {
                variables[name] = value;
            }
            variables["CLOUD_RUN_JOB"] = execution.Job;
            variables["CLOUD_RUN_EXECUTION"] = execution.Name;
            variables["CLOUD_RUN_TASK_INDEX"] = task.Index.ToString(CultureInfo.InvariantCulture);
            variables["CLOUD_RUN_TASK_COUNT"] = execution.Template.TaskCount.ToString(CultureInfo.InvariantCulture);
            variables["CLOUD_RUN_TASK_ATTEMPT"] = task.Attempts.Length.ToString(CultureInfo.InvariantCulture);
            return variables;
        }
        catch (IdentityException refusal)
        {
            throw new TaskStartException(refusal.Message, refusal);
        }
    }
}
