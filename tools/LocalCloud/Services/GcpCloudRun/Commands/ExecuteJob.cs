using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Commands;

/// <summary>Starts an execution. https://cloud.google.com/sdk/gcloud/reference/run/jobs/execute</summary>
internal sealed class ExecuteJob(IReadOnlyList<DeployedJob> jobs, ExecutionScheduler scheduler, TimeProvider clock) : GcloudJsonCommand("run jobs execute",
    new("job", Required: true), new("--region", Required: true), new("--async", Switch: true, Required: true), new("--tasks"), new("--update-env-vars"), new("--task-timeout"))
{
    private const string Suffix = "abcdefghijklmnopqrstuvwxyz0123456789";

    public override JsonNode Execute(GcloudArguments arguments)
    {
        var job = jobs.Named(arguments);
        var template = Refusing(() => Overridden(job.Template(), arguments));
        return scheduler.Locked(table =>
        {
            // https://cloud.google.com/run/quotas
            if (table.Executions.Count(execution => execution.CompletedAt is null) >= JobLimits.MostExecutions)
            {
                throw new GcloudServiceException(FormattableString.Invariant($"RESOURCE_EXHAUSTED: {JobLimits.MostExecutions} executions run in this region; wait for one to end"));
            }
            var execution = new ExecutionRecord($"{job.Name}-{RandomNumberGenerator.GetString(Suffix, 5)}", job.Name, template, clock.GetUtcNow().ToUnixTimeMilliseconds());
            table.Put(execution);
            return ExecutionAnswer.Of(execution, table.TasksOf(execution.Name));
        });
    }

    private static JobTemplate Overridden(JobTemplate template, GcloudArguments arguments)
    {
        var variables = arguments.Map("--update-env-vars");
        var overridden = template with
        {
            TaskCount = arguments.Number("--tasks") ?? template.TaskCount,
            TimeoutSeconds = arguments.Number("--task-timeout") ?? template.TimeoutSeconds,
            Environment = template.Environment.SetItems(variables),
        };
        JobLimits.Variables([.. overridden.Environment]);
        JobLimits.Tasks(overridden.TaskCount, overridden.Parallelism);
        JobLimits.Timeout(overridden.TimeoutSeconds);
        return overridden;
    }

    private static T Refusing<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException refusal)
        {
            throw GcloudServiceException.Invalid(refusal.Message);
        }
    }
}

/// <summary>Finds what a command line names.</summary>
internal static class Finding
{
    /// <summary>The job of the positional argument in the region.</summary>
    public static DeployedJob Named(this IReadOnlyList<DeployedJob> jobs, GcloudArguments arguments) =>
        jobs.FirstOrDefault(job => job.Name == arguments.Required("job") && job.Location == arguments.Required("--region"))
        ?? throw GcloudServiceException.NotFound($"Job [{arguments.Required("job")}] in region [{arguments.Required("--region")}]");

    /// <summary>The execution of a name, whose job lies in the region.</summary>
    public static ExecutionRecord Named(this ExecutionTable table, IReadOnlyList<DeployedJob> jobs, string name, string region) =>
        table.Find(name) is { } execution && jobs.Any(job => job.Name == execution.Job && job.Location == region)
            ? execution
            : throw GcloudServiceException.NotFound($"Execution [{name}] in region [{region}]");
}
