using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>The tasks that the API still shows: those that have ended for an hour, which is the least that AWS promises (API_ListTasks).</summary>
internal static class Visible
{
    private static readonly TimeSpan Stopped = TimeSpan.FromHours(1);

    public static bool In(TaskRecord task, Cluster cluster, TimeProvider clock) =>
        task.Cluster == cluster.Arn && (task.StoppedAt is not { } stopped || clock.GetUtcNow().ToUnixTimeMilliseconds() - stopped <= Stopped.TotalMilliseconds);
}

/// <summary>Describes up to 100 tasks; those that it does not know stand among the failures.</summary>
internal sealed class DescribeTasks(EcsDeployment deployment, FargateScheduler scheduler, TimeProvider clock) : EcsCommand("describe-tasks",
    new("--tasks", AwsValue.Texts, Required: true), new("--cluster"), new("--include", AwsValue.Texts))
{
    private const int MostTasks = 100;

    public override JsonNode Execute(AwsArguments arguments)
    {
        var ids = arguments.Texts("--tasks");
        var cluster = deployment.FindCluster(arguments.Text("--cluster"));
        if (ids.Count > MostTasks)
        {
            throw Request.Refuse(string.Create(CultureInfo.InvariantCulture, $"tasks has {ids.Count} entries; expected at most {MostTasks}"));
        }
        return scheduler.Locked(tasks =>
        {
            var found = ids.ToLookup(id => tasks.Find(id) is { } task && Visible.In(task, cluster, clock));
            return new JsonObject
            {
                ["tasks"] = new JsonArray([.. found[true].Select(id => TaskAnswer.Of(tasks.Find(id)!))]),
                ["failures"] = new JsonArray([.. found[false].Select(id => new JsonObject { ["arn"] = id, ["reason"] = "MISSING" })]),
            };
        });
    }
}

/// <summary>Lists a cluster's tasks: those that should run, where no other status is asked for. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html</summary>
internal sealed class ListTasks(EcsDeployment deployment, FargateScheduler scheduler, TimeProvider clock) : EcsCommand("list-tasks",
    [new("--cluster"), new("--started-by"), new("--family"), new("--desired-status"), new("--launch-type"), .. AwsRequest.Paging])
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var cluster = deployment.FindCluster(arguments.Text("--cluster"));
        var status = Status(arguments.Text("--desired-status"));
        if (arguments.Has("--started-by") && new[] { "--family", "--desired-status", "--launch-type" }.FirstOrDefault(arguments.Has) is { } second)
        {
            throw Request.Refuse($"startedBy must be the only filter; remove {second}");
        }
        if (arguments.Text("--launch-type") is { } type && type != "FARGATE")
        {
            throw Request.Refuse($"launchType is '{type}'; the local cloud models FARGATE");
        }
        return scheduler.Locked(tasks => Request.Page(arguments, "taskArns",
            tasks.All.Where(task => Visible.In(task, cluster, clock) && task.DesiredStatus == status && Matches(task, arguments)), task => JsonValue.Create(TaskAnswer.Arn(task))));
    }

    private static bool Matches(TaskRecord task, AwsArguments arguments) =>
        (arguments.Text("--started-by") is not { } starter || task.StartedBy == starter)
        && (arguments.Text("--family") is not { } family || task.Definition.Contains($":task-definition/{family}:", StringComparison.Ordinal));

    // PENDING is a value of the API and never finds anything, because ECS wants no task to be pending.
    private static string Status(string? text) => text switch
    {
        null => "RUNNING",
        "RUNNING" or "PENDING" or "STOPPED" => text,
        _ => throw Request.Refuse($"desiredStatus is '{text}'; expected RUNNING, PENDING or STOPPED"),
    };
}

/// <summary>Asks a task to stop: SIGTERM, then SIGKILL after its stop timeout.</summary>
internal sealed class StopTask(EcsDeployment deployment, FargateScheduler scheduler) : EcsCommand("stop-task", new("--task", Required: true), new("--cluster"), new("--reason"))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var cluster = deployment.FindCluster(arguments.Text("--cluster"));
        var task = scheduler.Locked(tasks => tasks.Find(arguments.Required("--task")));
        return task?.Cluster == cluster.Arn
            ? new JsonObject { ["task"] = TaskAnswer.Of(scheduler.Stop(task, arguments.Text("--reason") ?? "Task stopped by user")) }
            : throw Request.Refuse("The referenced task was not found.");
    }
}
