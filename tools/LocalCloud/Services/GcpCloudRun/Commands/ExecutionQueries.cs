using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Commands;

/// <summary>https://cloud.google.com/sdk/gcloud/reference/run/jobs/executions/describe</summary>
internal sealed class DescribeExecution(IReadOnlyList<DeployedJob> jobs, ExecutionScheduler scheduler) : GcloudJsonCommand(
    "run jobs executions describe", new("execution", Required: true), new("--region", Required: true))
{
    public override JsonNode Execute(GcloudArguments arguments) => scheduler.Locked(table =>
    {
        var execution = table.Named(jobs, arguments.Required("execution"), arguments.Required("--region"));
        return ExecutionAnswer.Of(execution, table.TasksOf(execution.Name));
    });
}

/// <summary>The executions of a job or of all jobs, the newest first. https://cloud.google.com/sdk/gcloud/reference/run/jobs/executions/list</summary>
internal sealed class ListExecutions(IReadOnlyList<DeployedJob> jobs, ExecutionScheduler scheduler) : GcloudJsonCommand(
    "run jobs executions list", new("--job"), new("--region", Required: true), new("--filter"))
{
    public override JsonNode Execute(GcloudArguments arguments)
    {
        var filter = GcloudFilter.Parse(arguments.Text("--filter"));
        var names = jobs.Where(job => job.Location == arguments.Required("--region") && (arguments.Text("--job") ?? job.Name) == job.Name).Select(job => job.Name).ToHashSet();
        return scheduler.Locked(table => filter.Of(table.Executions.Where(execution => names.Contains(execution.Job)).Reverse().Select(execution => ExecutionAnswer.Of(execution, table.TasksOf(execution.Name)))));
    }
}

/// <summary>https://cloud.google.com/sdk/gcloud/reference/run/jobs/executions/tasks/list</summary>
internal sealed class ListTasks(IReadOnlyList<DeployedJob> jobs, ExecutionScheduler scheduler) : GcloudJsonCommand(
    "run jobs executions tasks list", new("--execution", Required: true), new("--region", Required: true))
{
    public override JsonNode Execute(GcloudArguments arguments) => scheduler.Locked(table =>
    {
        var execution = table.Named(jobs, arguments.Required("--execution"), arguments.Required("--region"));
        return new JsonArray([.. table.TasksOf(execution.Name).Select(task => ExecutionAnswer.Of(execution, task))]);
    });
}

/// <summary>Cancels an execution that has not completed. https://cloud.google.com/sdk/gcloud/reference/run/jobs/executions/cancel</summary>
internal sealed class CancelExecution(IReadOnlyList<DeployedJob> jobs, ExecutionScheduler scheduler) : GcloudJsonCommand(
    "run jobs executions cancel", new("execution", Required: true), new("--region", Required: true))
{
    public override JsonNode Execute(GcloudArguments arguments)
    {
        var execution = scheduler.Locked(table => table.Named(jobs, arguments.Required("execution"), arguments.Required("--region")));
        if (execution.CompletedAt is not null)
        {
            throw new GcloudServiceException($"FAILED_PRECONDITION: Execution [{execution.Name}] has completed and cannot be cancelled");
        }
        scheduler.Cancel(execution);
        return scheduler.Locked(table => ExecutionAnswer.Of(table.Find(execution.Name)!, table.TasksOf(execution.Name)));
    }
}

/// <summary>The stack's jobs. https://cloud.google.com/sdk/gcloud/reference/run/jobs/list</summary>
internal sealed class ListJobs(IReadOnlyList<DeployedJob> jobs) : GcloudJsonCommand("run jobs list", new("--region", Required: true), new("--filter"))
{
    public override JsonNode Execute(GcloudArguments arguments) => GcloudFilter.Parse(arguments.Text("--filter")).Of(jobs.Where(job => job.Location == arguments.Required("--region")).Select(job => new JsonObject
    {
        ["apiVersion"] = "run.googleapis.com/v1",
        ["kind"] = "Job",
        ["metadata"] = new JsonObject { ["name"] = job.Name, ["labels"] = job.Labels?.DeepClone() },
    }));
}
