using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>Describes the stack's clusters, with how many tasks run in each.</summary>
internal sealed class DescribeClusters(EcsDeployment deployment, FargateScheduler scheduler) : EcsCommand("describe-clusters", new AwsOption("--clusters", AwsValue.Texts))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var wanted = arguments.Texts("--clusters") is { Count: > 0 } given ? given : ["default"];
        var found = wanted.ToLookup(name => deployment.Clusters.FirstOrDefault(cluster => cluster.Name == name || cluster.Arn == name));
        return scheduler.Locked(tasks => new JsonObject
        {
            ["clusters"] = new JsonArray([.. found.Where(group => group.Key is not null).Select(group => Describe(group.Key!, tasks))]),
            ["failures"] = new JsonArray([.. found[null].Select(name => new JsonObject { ["arn"] = name, ["reason"] = "MISSING" })]),
        });
    }

    private static JsonObject Describe(Cluster cluster, TaskTable tasks)
    {
        var own = tasks.All.Where(task => task.Cluster == cluster.Arn).ToList();
        return new JsonObject
        {
            ["clusterArn"] = cluster.Arn,
            ["clusterName"] = cluster.Name,
            ["status"] = "ACTIVE",
            ["runningTasksCount"] = own.Count(task => task.LastStatus is LastStatus.RUNNING or LastStatus.STOPPING),
            ["pendingTasksCount"] = own.Count(task => task.LastStatus is LastStatus.PROVISIONING or LastStatus.PENDING),
            ["capacityProviders"] = new JsonArray([.. cluster.Providers.Select(provider => JsonValue.Create(provider))]),
        };
    }
}

/// <summary>Describes a task definition; only active revisions exist here.</summary>
internal sealed class DescribeTaskDefinition(EcsDeployment deployment) : EcsCommand("describe-task-definition", new AwsOption("--task-definition", Required: true))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var definition = deployment.FindDefinition(arguments.Required("--task-definition"));
        return new JsonObject
        {
            ["taskDefinition"] = new JsonObject
            {
                ["taskDefinitionArn"] = definition.Arn,
                ["family"] = definition.Family,
                ["revision"] = int.Parse(definition.Revision, CultureInfo.InvariantCulture),
                ["status"] = "ACTIVE",
                ["networkMode"] = "awsvpc",
                ["requiresCompatibilities"] = new JsonArray("FARGATE"),
                ["cpu"] = ((int)(definition.Size.Vcpu * 1024)).ToString(CultureInfo.InvariantCulture),
                ["memory"] = definition.Size.MemoryMiB.ToString(CultureInfo.InvariantCulture),
                ["executionRoleArn"] = definition.ExecutionRoleArn,
                ["taskRoleArn"] = definition.TaskRoleArn,
            },
        };
    }
}
