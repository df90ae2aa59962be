using System.Text.Json.Nodes;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Services.AwsStepFunctions;
using CloudStacks.LocalCloud.Tests.StatesLanguage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The ways in which trials of Step Functions are known to get stuck: the program avoids each.</summary>
public sealed class AwsStepFunctionsPitfallTests() : ProgramTest("aws-step-functions", (name, options) => new CloudStacks.Stacks.AwsStepFunctions(name, options))
{
    /// <summary>https://github.com/aws/aws-cdk/issues/28820: role and machine need each other.</summary>
    [Fact]
    public async Task MachineMayStartItselfWithoutACycleOrAFixedName()
    {
        await Workshop.UpAsync(Program());
        var machine = Deployed("aws-step-functions-machine");
        Assert.False(machine.Inputs.ContainsKey("name"));
        Assert.Contains($"\"{machine.Text("arn")}\"", Deployed("aws-step-functions-children").Text("policy"), StringComparison.Ordinal);
    }

    /// <summary>Executions lose their permissions last, the function goes after what invokes it, and its log after the function.</summary>
    [Fact]
    public async Task DestroyTakesTheMachineBeforeWhatItUses()
    {
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        foreach (var (first, then) in new[]
        {
            ("children", "machine"), ("machine", "states-policy"), ("machine", "worker-function"), ("states-policy", "states-role"),
            ("worker-function", "worker-execution-policy"), ("worker-function", "worker-logs"), ("worker-function", "store-bucket"),
        })
        {
            Assert.True(Place(first) < Place(then), $"{first} goes before {then}: {string.Join(", ", Workshop.Done)}");
        }
    }

    /// <summary>What the map exports is in the bucket, and the bucket goes all the same: https://github.com/pulumi/pulumi-aws/issues/1132.</summary>
    [Fact]
    public async Task ExportedResultsDoNotHoldTheBucket()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            using var input = InputFolder.Of(new RunSettings { Shards = "3" }, null!);
            Assert.True((await run.RunAsync(input)).Succeeded);
            var listed = JsonNode.Parse((await run.RunAsync(["aws", "s3api", "list-objects-v2", "--bucket", Deployed("aws-step-functions-store-bucket").Id, "--prefix", "map-runs/"], TestContext.Current.CancellationToken)).Output)!;
            Assert.Equal(["SUCCEEDED_0.json", "manifest.json"], listed["Contents"]!.AsArray().Select(found => ((string)found!["Key"]!).Split('/')[^1]).Order(StringComparer.Ordinal));
        }
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.DataRoot));
    }

    /// <summary>Several shards to a child: fewer executions, and every shard is done.</summary>
    [Fact]
    public async Task FewerSlicesMeanFewerChildren()
    {
        await Workshop.UpAsync(Program());
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "5" }, null!);
        var outcome = await run.RunAsync(input, slices: 2);
        Assert.Equal((true, 2), (outcome.Succeeded, outcome.Attempts));
        Assert.Equal([(0, 0), (1, 0), (2, 0), (3, 1), (4, 1)], outcome.ShardAttempts.Select(shard => (shard.Shard, shard.Task)));
        var executions = await JsonAsync(run, "list-executions", "--state-machine-arn", Deployed("aws-step-functions-machine").Id);
        var runs = await JsonAsync(run, "list-map-runs", "--execution-arn", (string)executions["executions"]![0]!["executionArn"]!);
        var children = await JsonAsync(run, "list-executions", "--map-run-arn", (string)runs["mapRuns"]![0]!["mapRunArn"]!);
        Assert.Equal(2, children["executions"]!.AsArray().Count);
    }

    /// <summary>A machine that is deleted waits for its executions; the runbook's cancel ends them first.</summary>
    [Fact]
    public async Task CancelEndsWhatRuns()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            var machine = Deployed("aws-step-functions-machine").Id;
            foreach (var name in new[] { "one", "two" })
            {
                await JsonAsync(run, "start-execution", "--state-machine-arn", machine, "--name", name, "--input", """{"job":"none","list":"jobs/none/job.json","batch":1}""");
            }
            await run.RunAsync(run.Runbook.Cancel, RunValues.For("none", 0, 0));
            Assert.Empty((await JsonAsync(run, "list-executions", "--state-machine-arn", machine, "--status-filter", "RUNNING"))["executions"]!.AsArray());
        }
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>A state that waits for a job (<c>.sync</c>) needs a managed rule, and one that forgets it starts nothing: the program has none.</summary>
    [Fact]
    public async Task NoManagedRuleAndNoLogDeliveryIsNeeded()
    {
        var state = await Workshop.UpAsync(Program());
        Assert.DoesNotContain(".sync", Definition(), StringComparison.Ordinal);
        Assert.All(state.OfType("aws:iam/rolePolicy:RolePolicy"), policy => Assert.DoesNotMatch("events:|logs:CreateLogDelivery", policy.Text("policy")!));
    }

    /// <summary>A Retry on the map itself would run all items again.</summary>
    [Fact]
    public async Task OnlyTasksAreTriedAgain()
    {
        await Workshop.UpAsync(Program());
        Assert.False(JsonNode.Parse(Definition())!["States"]!["Screen shards"]!.AsObject().ContainsKey("Retry"));
    }

    /// <summary>The npm package asl-validator knows the language by its schema and checks every path.</summary>
    [Theory]
    [InlineData("taskTimeout=100")]
    [InlineData("taskTimeout=900,retries=0,maxParallelism=1000")]
    public async Task OthersFindTheDefinitionValid(string settings)
    {
        Set(settings);
        await Workshop.UpAsync(Program());
        var answer = await NodeScripts.AskAsync("validate.mjs", JsonNode.Parse(Definition())!);
        Assert.True((bool?)answer["isValid"], answer.ToJsonString());
    }

    /// <summary>The npm package aws-local-stepfunctions has no distributed map; what a child does and what follows the map it runs as we do.</summary>
    [Theory]
    [InlineData("""{"keys":["jobs/j/parts/0/0.json"]}""")]
    [InlineData("!Transient: 503", "!Runtime.ExitError: killed", """{"keys":[]}""")]
    [InlineData("!Usage: wrong")]
    public async Task OthersRunAChildToTheSameOutput(params string[] answers)
    {
        await Workshop.UpAsync(Program());
        var child = JsonNode.Parse(Definition())!["States"]!["Screen shards"]!["ItemProcessor"]!.AsObject();
        child.Remove("ProcessorConfig");
        await InterpreterComparison.SameAsync(child, """{"BatchInput":{"job":"j"},"Items":[{"index":0}]}""", "Screen slice", answers);
    }

    [Theory]
    [InlineData("""{"key":"jobs/j/reduce/_SUCCESS"}""")]
    [InlineData("!Transient: 503", """{"key":"jobs/j/reduce/_SUCCESS"}""")]
    [InlineData("!BadInput: 1 shard failed for good")]
    public async Task OthersRunTheReduceToTheSameOutput(params string[] answers)
    {
        await Workshop.UpAsync(Program());
        var machine = JsonNode.Parse(Definition())!.AsObject();
        machine["StartAt"] = "Reduce";
        machine["States"]!.AsObject().Remove("Screen shards");
        await InterpreterComparison.SameAsync(machine, """{"job":"j","map":{}}""", "Reduce", answers);
    }

    private string Definition() => Workshop.Store.Read().OfType(StateMachine.Type).Single().Text("definition")!;

    private int Place(string name) => Workshop.Done.IndexOf($"Delete aws-step-functions-{name}");

    private static async Task<JsonNode> JsonAsync(LocalRun run, params string[] command)
    {
        var result = await run.RunAsync(["aws", "stepfunctions", .. command], TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonNode.Parse(result.Output)!;
    }
}
