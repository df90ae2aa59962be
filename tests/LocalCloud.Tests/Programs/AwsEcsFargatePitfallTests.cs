using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The ways in which trials of ECS are known to get stuck: the program avoids each, and without its care the local cloud gets stuck too.</summary>
public sealed class AwsEcsFargatePitfallTests() : ProgramTest("aws-ecs-fargate", (name, options) => new CloudStacks.Stacks.AwsEcsFargate(name, options))
{
    /// <summary>Pulumi knows no tasks: https://github.com/gruntwork-io/cloud-nuke/issues/368 and https://github.com/hashicorp/terraform-provider-aws/issues/14393.</summary>
    [Fact]
    public async Task StackStaysWhileTasksRunAndGoesAfterCancel()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            await PhaseAsync(run, run.Runbook.Submit);
        }
        // The session is gone, and with it its processes; the tasks that wait are still the cluster's.
        var failure = await Assert.ThrowsAsync<EngineException>(Workshop.DownAsync);
        Assert.Contains("ResourceInUseException", failure.Message, StringComparison.Ordinal);
        Assert.Contains("stop them first; cloudstacks down does so", failure.Message, StringComparison.Ordinal);

        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            while (await PhaseAsync(run, run.Runbook.Cancel))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task DestroyTakesWorkThenCapacityThenPermissionsAndNetwork()
    {
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        foreach (var (first, then) in new[]
        {
            ("definition", "task-policy"), ("definition", "execution-policy"), ("definition", "worker-image"), ("definition", "logs"),
            ("task-policy", "task-role"), ("execution-policy", "execution-role"), ("definition", "cluster"), ("capacity", "cluster"),
            ("worker-image", "worker-repository"), ("store-policy", "store-bucket"),
        })
        {
            Assert.True(Place(first) < Place(then), $"{first} goes before {then}: {string.Join(", ", Workshop.Done)}");
        }
    }

    /// <summary>A service would start a task anew as soon as it has done its work: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-maintenance.html.</summary>
    [Fact]
    public async Task JobIsNoService() =>
        Assert.Equal(
            ["aws:ecs/cluster:Cluster", "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "aws:ecs/taskDefinition:TaskDefinition"],
            (await Workshop.UpAsync(Program())).Resources.Select(resource => resource.Type).Where(type => type.StartsWith("aws:ecs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    /// <summary>Of two minutes of warning a Spot task gets what its stop timeout says, 30 s by default (API_ContainerDefinition).</summary>
    [Fact]
    public async Task TaskHasAsLongToEndAsFargateAllows()
    {
        await Workshop.UpAsync(Program());
        Assert.Contains("\"stopTimeout\":120", Deployed("aws-ecs-fargate-definition").Text("containerDefinitions"), StringComparison.Ordinal);
    }

    /// <summary>A tag that moves makes no new revision; a digest does.</summary>
    [Fact]
    public async Task ImageIsNamedByDigest()
    {
        await Workshop.UpAsync(Program());
        Assert.Contains("@sha256:", Deployed("aws-ecs-fargate-definition").Text("containerDefinitions"), StringComparison.Ordinal);
    }

    private static async Task<bool> PhaseAsync(LocalRun run, System.Collections.Immutable.ImmutableArray<Shared.RunbookStep> steps)
    {
        var pending = false;
        await foreach (var result in new RunbookExecutor(run, TimeProvider.System).RunAsync(steps, RunValues.For("long", 20, 20), TestContext.Current.CancellationToken))
        {
            pending |= result.SaysPending || result.Values.Of("active").Length > 0;
        }
        return pending;
    }

    private int Place(string name) => Workshop.Done.IndexOf($"Delete aws-ecs-fargate-{name}");
}
