using System.Text.Json.Nodes;
using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Lambda;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the deployment or the run fail, and the message names it.</summary>
public sealed class AwsStepFunctionsMissingLinkTests() : ProgramTest("aws-step-functions", (name, options) => new CloudStacks.Stacks.AwsStepFunctions(name, options))
{
    private const string Machine = "aws-step-functions-states-role";
    private const string Worker = "aws-step-functions-worker-execution-role";

    [Theory]
    [InlineData("StartChildren", "may not states:StartExecution", "stateMachine:aws-step-functions-machine", Machine)]
    [InlineData("DescribeChildren", "may not states:DescribeExecution", Machine)]
    [InlineData("InvokeWorker", "may not lambda:InvokeFunction", "function:aws-step-functions-worker-function", Machine)]
    [InlineData("ReadShardList", "may not s3:GetObject", "jobs/j/job.json", Machine)]
    [InlineData("WriteResults", "may not s3:PutObject", "map-runs/", Machine)]
    [InlineData("ReadInputAndJobs", "s3:GetObject", Worker)]
    [InlineData("WriteJobs", "s3:PutObject", Worker)]
    [InlineData("ListBucket", "s3:ListBucket", Worker)]
    [InlineData("WriteLog", "logs:CreateLogStream", Worker)]
    public Task Statement(string sid, params string[] expected) => FailsAsync(expected, Edit.WithoutStatement(sid));

    /// <summary>CreateStateMachine tries the role out.</summary>
    [Fact]
    public async Task TrustOfTheMachinesRole()
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Distrusted("aws-step-functions-states-role"))));
        Assert.Contains("the service principal states.amazonaws.com is not authorized to assume the role", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task TrustOfTheWorkersRole() => FailsAsync(["sts:AssumeRole", Worker], Distrusted(Worker));

    [Theory]
    [InlineData("CLOUDSTACKS_STORE")]
    [InlineData("CLOUDSTACKS_REDUCE")]
    public Task Variable(string name) => FailsAsync([$"the environment variable {name} is missing"], Edit.Of<FunctionArgs>(
        args => args.Environment = args.Environment!.Apply(environment => new Pulumi.Aws.Lambda.Inputs.FunctionEnvironmentArgs
        {
            Variables = environment.Variables.Apply(variables => variables.Remove(name)),
        })));

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
    public Task Retry() => FailsAsync(["Runtime.ExitError"], attempts: 1, faults: "kill=1,seed=1", Edit.Machine(machine =>
    {
        machine["States"]!["Screen shards"]!["ItemProcessor"]!["States"]!["Screen slice"]!.AsObject().Remove("Retry");
        machine["States"]!["Reduce"]!.AsObject().Remove("Retry");
    }));

    private static ResourceTransformation Map(Action<JsonObject> edit) => Edit.Machine(machine => edit(machine["States"]!["Screen shards"]!.AsObject()));

    private static ResourceTransformation Distrusted(string role) => Edit.Of<RoleArgs>(
        args => args.AssumeRolePolicy = args.AssumeRolePolicy.Apply(policy => policy.AsT0.Replace(".amazonaws.com", ".example.com", StringComparison.Ordinal)), role);

    private Task FailsAsync(string[] expected, params ResourceTransformation[] edits)
    {
        // A mistake that will never mend shows at the first attempt.
        Set("retries=0");
        return FailsAsync(expected, attempts: null, faults: "", edits);
    }

    private async Task FailsAsync(string[] expected, int? attempts, string faults, params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        await using var run = await LocalRun.OpenAsync(Workshop, faults);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input));
        Assert.Contains("the service gave the job up", failure.Message, StringComparison.Ordinal);
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
        Assert.True(attempts is null || attempts == Assert.Single(run.Attempts()).Attempts);
    }
}
