using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the deployment or the run fail, and the message names it.</summary>
public sealed class AwsStepFunctionsMissingLinkTests : FunctionMissingLinkTests
{
    private const string Machine = "aws-step-functions-states-role";

    // A mistake that will never mend shows at the first attempt.
    public AwsStepFunctionsMissingLinkTests() : base("aws-step-functions", (name, options) => new CloudStacks.Stacks.AwsStepFunctions(name, options)) => Set("retries=0");

    [Theory]
    [InlineData("StartChildren", "may not states:StartExecution", "stateMachine:aws-step-functions-machine", Machine)]
    [InlineData("DescribeChildren", "may not states:DescribeExecution", Machine)]
    [InlineData("InvokeWorker", "may not lambda:InvokeFunction", "function:aws-step-functions-worker-function", Machine)]
    [InlineData("ReadShardList", "may not s3:GetObject", "jobs/j/job.json", Machine)]
    [InlineData("WriteResults", "may not s3:PutObject", "map-runs/", Machine)]
    public Task StatementOfTheMachinesRole(string sid, params string[] expected) => FailsAsync(expected, Edit.WithoutStatement(sid));

    /// <summary>CreateStateMachine tries the role out.</summary>
    [Fact]
    public async Task TrustOfTheMachinesRole()
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Distrusted(Machine))));
        Assert.Contains("the service principal states.amazonaws.com is not authorized to assume the role", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task PointerToTheList() => FailsAsync(["has no list at ''", "ItemsPointer"], Map(map => map["ItemReader"]!["ReaderConfig"]!.AsObject().Remove("ItemsPointer")));

    [Fact]
    public Task Selector() => FailsAsync(["index"], Map(map => map.Remove("ItemSelector")));

    [Fact]
    public Task Batcher() => FailsAsync(["BatchInput"], Map(map => map.Remove("ItemBatcher")));

    /// <summary>Without it the map's result takes the place of the input, and with it the job's name.</summary>
    [Fact]
    public Task ResultPathOfTheMap() => FailsAsync(["the path '$.job' of the field 'Parameters.job.$' was not found"], Map(map => map.Remove("ResultPath")));

    [Fact]
    public Task Retry()
    {
        Set("retries=5");
        return FailsAsync(["Runtime.ExitError"], attempts: 1, faults: "kill=1,seed=1", Edit.Machine(machine =>
        {
            machine["States"]!["Screen shards"]!["ItemProcessor"]!["States"]!["Screen slice"]!.AsObject().Remove("Retry");
            machine["States"]!["Reduce"]!.AsObject().Remove("Retry");
        }));
    }

    private static ResourceTransformation Map(Action<JsonObject> edit) => Edit.Machine(machine => edit(machine["States"]!["Screen shards"]!.AsObject()));
}
