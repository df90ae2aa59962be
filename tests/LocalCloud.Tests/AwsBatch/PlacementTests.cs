using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>Which job starts where: queues, priorities, environments and their maxvCpus.</summary>
public sealed class PlacementTests
{
    private const string QueueType = "aws:batch/jobQueue:JobQueue";
    private const string EnvironmentType = "aws:batch/computeEnvironment:ComputeEnvironment";

    [Fact]
    public async Task VcpusInUseStayBelowMaxvCpus()
    {
        await using var stack = await BatchStack.OpenAsync("echo ready; sleep 60", MaxVcpus(1));
        var first = await stack.Submit();
        var second = await stack.Submit();
        await stack.Logged(first, "ready");
        Assert.Equal("RUNNABLE", (string?)(await stack.Describe(second))["status"]);
        Assert.StartsWith("1 of maxvCpus 1 of the compute environment aws-batch-environment-", stack.Service.WhyWaiting(), StringComparison.Ordinal);
        await stack.Aws("batch", "terminate-job", "--job-id", first, "--reason", "make room");
        await stack.Reach(second, "RUNNING");
        Assert.Null(stack.Service.WhyWaiting());
    }

    [Fact]
    public async Task MachineThatBoundsBeforeTheEnvironmentSaysSo()
    {
        await using var stack = await BatchStack.OpenAsync("sleep 60", MaxVcpus(1000));
        var size = Math.Max(2, Environment.ProcessorCount) + 3;
        await stack.Submit("--array-properties", $"size={size}");
        Assert.Equal($"this machine runs {size - 3} tasks at once, where maxvCpus would allow 1000", stack.Service.WhyWaiting());
    }

    [Fact]
    public async Task SecondEnvironmentTakesWhatTheFirstHasNoRoomFor()
    {
        await using var stack = await BatchStack.OpenAsync("echo $AWS_BATCH_CE_NAME; sleep 60", change: (type, outputs) =>
        {
            MaxVcpus(1)(type, outputs);
            if (type == QueueType)
            {
                outputs["computeEnvironmentOrders"]!.AsArray().Add(new JsonObject { ["order"] = 2, ["computeEnvironment"] = "arn:aws:batch:us-east-1:0:compute-environment/spare" });
            }
        }, more: state => [Copy(state.OfType(EnvironmentType).Single(), "spare", "arn:aws:batch:us-east-1:0:compute-environment/spare")]);
        await stack.Submit();
        await stack.Logged(await stack.Submit(), "spare");
    }

    [Fact]
    public async Task QueueThatIsStuckDoesNotHoldUpAnother()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", more: state => [EmptyQueue(state, priority: 9)]);
        var stuck = (string)(await stack.Json("batch", "submit-job", "--job-name", "stuck", "--job-queue", "other", "--job-definition", stack.Definition))["jobId"]!;
        Assert.Equal("SUCCEEDED", (string?)(await stack.End(await stack.Submit()))["status"]);
        Assert.Equal("RUNNABLE", (string?)(await stack.Describe(stuck))["status"]);
        Assert.Equal("the job queue other has no compute environment (computeEnvironmentOrders is empty)", stack.Service.WhyWaiting());
    }

    [Fact]
    public async Task QueueOfAHigherPriorityGoesFirst()
    {
        await using var stack = await BatchStack.OpenAsync("echo ready; sleep 60", MaxVcpus(1), more: state => [Urgent(state)]);
        var running = await stack.Submit();
        await stack.Logged(running, "ready");
        var patient = await stack.Submit();
        var urgent = (string)(await stack.Json("batch", "submit-job", "--job-name", "urgent", "--job-queue", "other", "--job-definition", stack.Definition))["jobId"]!;
        await stack.Aws("batch", "terminate-job", "--job-id", running, "--reason", "make room");
        await stack.Reach(urgent, "RUNNING");
        Assert.Equal("RUNNABLE", (string?)(await stack.Describe(patient))["status"]);
    }

    [Fact]
    public async Task RetriedJobGoesToTheFront()
    {
        await using var stack = await BatchStack.OpenAsync("test $AWS_BATCH_JOB_ATTEMPT = 2 || { test $AWS_BATCH_JOB_ARRAY_INDEX = 0 && exit 75; }; exit 0", MaxVcpus(1));
        var id = await stack.Submit("--array-properties", "size=3");
        await stack.End(id);
        var retried = (await stack.Describe($"{id}:0"))["attempts"]![1]!["startedAt"]!;
        Assert.True((long)retried <= (long)(await stack.Describe($"{id}:1"))["startedAt"]!);
    }

    [Fact]
    public async Task DisabledQueueTakesNoJobsAndFinishesThoseItHas()
    {
        var folder = Directory.CreateTempSubdirectory("batch").FullName;
        string id;
        await using (var open = await BatchStack.OpenAsync("sleep 60", MaxVcpus(1), folder: folder))
        {
            id = await open.Submit("--array-properties", "size=2");
        }
        await using (var disabled = await BatchStack.OpenAsync("exit 0", BatchStack.Of(QueueType, outputs => outputs["state"] = "DISABLED"), folder: folder))
        {
            Assert.Contains("is DISABLED", await disabled.Refusal(), StringComparison.Ordinal);
            Assert.Equal("SUCCEEDED", (string?)(await disabled.End(id))["status"]);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static Action<string, JsonObject> MaxVcpus(int most) => BatchStack.Of(EnvironmentType, outputs => outputs["computeResources"]!["maxVcpus"] = most);

    private static DeployedResource EmptyQueue(StackState state, int priority)
    {
        var queue = Copy(state.OfType(QueueType).Single(), "other", "arn:aws:batch:us-east-1:0:job-queue/other");
        queue.Outputs["priority"] = priority;
        queue.Outputs["computeEnvironmentOrders"] = new JsonArray();
        return queue;
    }

    private static DeployedResource Urgent(StackState state)
    {
        var queue = Copy(state.OfType(QueueType).Single(), "other", "arn:aws:batch:us-east-1:0:job-queue/other");
        queue.Outputs["priority"] = 9;
        return queue;
    }

    private static DeployedResource Copy(DeployedResource resource, string name, string arn)
    {
        var outputs = resource.Outputs.DeepClone().AsObject();
        outputs["name"] = name;
        outputs["arn"] = arn;
        return resource with { Urn = resource.Urn + name, Name = name, Id = arn, Outputs = outputs };
    }
}
