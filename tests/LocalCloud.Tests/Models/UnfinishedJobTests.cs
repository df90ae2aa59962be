using CloudStacks.LocalCloud.Services.AwsBatch.Jobs;
using Pulumi;
using Pulumi.Aws.Batch;
using Pulumi.Aws.Batch.Inputs;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>Jobs end before what runs them goes.</summary>
public sealed class UnfinishedJobTests : ModelTest
{
    [Theory]
    [InlineData("RUNNABLE")]
    [InlineData("RUNNING")]
    public async Task QueueStaysWhileAJobIsUnfinished(string status)
    {
        var queue = await UpAsync("queue", () => Stack("FARGATE"));
        Record(queue.Id, null, Enum.Parse<JobStatus>(status));
        await DownFailsAsync($"cannot delete '{queue.Id}' while jobs are unfinished: screening (job-1) {status}. Let them end or terminate them first; cloudstacks down does so.");
        Record(queue.Id, null, JobStatus.SUCCEEDED);
        await Workshop.DownAsync();
        Assert.Equal(["Delete queue", "Delete environment"], Workshop.Done);
    }

    [Fact]
    public async Task QueueIsNotReplacedWhileAJobIsUnfinished()
    {
        var queue = await UpAsync("queue", () => Stack("FARGATE"));
        Record(queue.Id, null, JobStatus.PENDING);
        await UpFailsAsync(() => Stack("FARGATE", "another-name"), "while jobs are unfinished: screening (job-1) PENDING");
    }

    [Fact]
    public async Task EnvironmentIsNotReplacedWhileAJobRunsInIt()
    {
        var state = await Workshop.UpAsync(Declare);
        Record(state.Resources.Single(r => r.Name == "queue").Id, state.Resources.Single(r => r.Name == "environment").Text("arn"), JobStatus.RUNNING);
        await UpFailsAsync(() => Stack("FARGATE_SPOT"), "while jobs are unfinished: screening (job-1) RUNNING");

        static IDictionary<string, object?> Declare()
        {
            Stack("FARGATE");
            return new Dictionary<string, object?>();
        }
    }

    [Fact]
    public async Task EnvironmentIsReplacedUnderJobsThatWait()
    {
        var queue = await UpAsync("queue", () => Stack("FARGATE"));
        Record(queue.Id, null, JobStatus.RUNNABLE);
        await Workshop.UpAsync(() => Stack("FARGATE_SPOT"));
        Assert.Equal(["Replace environment", "Update queue", "DeleteReplaced environment"], Workshop.Done);
    }

    private void Record(string queue, string? environment, JobStatus status)
    {
        var (journal, _) = JobJournal.Open(Workshop.Store.DataRoot);
        using (journal)
            journal.Write(new JobRecord { Id = "job-1", Name = "screening", Queue = queue, Definition = "definition", CreatedAt = 1, Status = status, Environment = environment });
    }

    private static void Stack(string type, string? queueName = null)
    {
        var environment = new ComputeEnvironment("environment", new()
        {
            Type = "MANAGED",
            ComputeResources = new ComputeEnvironmentComputeResourcesArgs { Type = type, MaxVcpus = 4, Subnets = { "subnet-1" }, SecurityGroupIds = { "sg-1" } },
        });
        var queue = new JobQueueArgs { Priority = 1, State = "ENABLED", ComputeEnvironmentOrders = { new JobQueueComputeEnvironmentOrderArgs { Order = 1, ComputeEnvironment = environment.Arn } } };
        if (queueName is not null)
            queue.Name = queueName;
        _ = new JobQueue("queue", queue);
    }
}
