using System.Text.Json.Nodes;
using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Aws.Batch;
using Pulumi.Aws.Ecr;
using Pulumi.Aws.S3;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The ways in which trials of Batch are known to get stuck: the program avoids each, and without its care the local cloud gets stuck too.</summary>
public sealed class AwsBatchPitfallTests() : ProgramTest("aws-batch", (name, options) => new CloudStacks.Stacks.AwsBatch(name, options))
{
    /// <summary>https://github.com/pulumi/pulumi-aws/issues/1132</summary>
    [Fact]
    public async Task FilledBucketGoes()
    {
        await UpFilledAsync();
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task FilledBucketStaysWithoutForce()
    {
        await UpFilledAsync(Edit.Of<BucketArgs>(args => args.ForceDestroy = false));
        await DownFailsAsync("BucketNotEmpty", "ForceDestroy = true");
    }

    /// <summary>https://github.com/pulumi/templates/issues/525: images that nobody declared, such as one that a newer build replaced.</summary>
    [Fact]
    public async Task RepositoryStaysWithoutForce()
    {
        await UpFilledAsync(Edit.Of<RepositoryArgs>(args => args.ForceDelete = false));
        await DownFailsAsync("RepositoryNotEmptyException", "ForceDelete = true");
    }

    /// <summary>What could not go before goes once the option is there: the refused stack is intact.</summary>
    [Fact]
    public async Task RefusedDestroyCanBeMended()
    {
        await UpFilledAsync(Edit.Of<BucketArgs>(args => args.ForceDestroy = false));
        await DownFailsAsync("BucketNotEmpty");
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>https://github.com/terraform-aws-modules/terraform-aws-batch/issues/5; with the provider's names it works (<see cref="AwsBatchSettingTests"/>).</summary>
    [Fact]
    public async Task EnvironmentOfAFixedNameCannotBeReplacedUnderItsQueue()
    {
        var named = Edit.Of<ComputeEnvironmentArgs>(args => args.Name = "fixed");
        await Workshop.UpAsync(Program(named));
        Set("spot=true");
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(named)));
        Assert.Contains("found existing JobQueue relationship", failure.Message, StringComparison.Ordinal);
        await Workshop.DownAsync();
    }

    /// <summary>An environment that loses its network or its roles first hangs in DELETING: https://github.com/hashicorp/terraform-cdk/issues/1297.</summary>
    [Fact]
    public async Task DestroyTakesWorkThenCapacityThenPermissionsAndNetwork()
    {
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        foreach (var (first, then) in new[]
        {
            ("definition", "job-policy"), ("definition", "execution-policy"), ("definition", "worker-image"), ("definition", "logs"),
            ("job-policy", "job-role"), ("execution-policy", "execution-role"),
            ("queue", "environment"), ("environment", "network-association"), ("environment", "network-group"), ("environment", "network-subnet"),
            ("network-association", "network-routes"), ("network-routes", "network-internet"), ("network-internet", "network-vpc"),
            ("worker-image", "worker-repository"), ("store-policy", "store-bucket"),
        })
        {
            Assert.True(Place(first) < Place(then), $"{first} goes before {then}: {string.Join(", ", Workshop.Done)}");
        }
    }

    /// <summary>Only an explicit dependency keeps the permissions of a service role of one's own; the program needs none, because it uses the service-linked role.</summary>
    [Fact]
    public async Task ServiceLinkedRoleServes()
    {
        await Workshop.UpAsync(Program());
        Assert.False(Deployed("aws-batch-environment").Inputs.ContainsKey("serviceRole"));
        Assert.Equal("VALID", Deployed("aws-batch-environment").Text("status"));
    }

    /// <summary>/aws/batch/job belongs to the account: the task logs to a group that goes with the stack, and may not make one itself.</summary>
    [Fact]
    public async Task LogGroupIsTheStacksOwnAndTasksMayNotMakeAnother()
    {
        var state = await Workshop.UpAsync(Program());
        var container = JsonNode.Parse(Deployed("aws-batch-definition").Text("containerProperties")!)!;
        var group = Assert.Single(state.OfType("aws:cloudwatch/logGroup:LogGroup"));
        Assert.Equal(group.Text("name"), (string?)container["logConfiguration"]!["options"]!["awslogs-group"]);
        Assert.Equal(7, (int?)group.Inputs["retentionInDays"]);
        Assert.All(state.OfType("aws:iam/rolePolicy:RolePolicy"), policy => Assert.DoesNotContain("logs:CreateLogGroup", policy.Text("policy"), StringComparison.Ordinal));
    }

    /// <summary>A Fargate environment must have no job when it goes; the runbook's cancel ends them, in every state.</summary>
    [Fact]
    public async Task CancelEndsWhatRunsAndWhatWaits()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            var array = await SubmitAsync(run, "--array-properties", "size=20");
            string[] jobs = [array, await SubmitAsync(run, "--depends-on", $"jobId={array}")];
            await run.RunAsync(run.Runbook.Cancel, RunValues.For("long", 20, 20));
            Assert.Equal(["FAILED", "FAILED"], [await EndAsync(run, jobs[0]), await EndAsync(run, jobs[1])]);
            Assert.Null(run.WhyWaiting());
        }
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>While a session works on a stack, nobody takes the stack away under it.</summary>
    [Fact]
    public async Task DownIsRefusedWhileASessionIsOpen()
    {
        await Workshop.UpAsync(Program());
        await using var run = await LocalRun.OpenAsync(Workshop);
        await DownFailsAsync("in use");
    }

    private async Task<string> SubmitAsync(LocalRun run, params string[] more)
    {
        string[] argv = ["aws", "batch", "submit-job", "--job-name", "long", "--job-queue", Deployed("aws-batch-queue").Text("name")!, "--job-definition", Deployed("aws-batch-definition").Text("name")!, .. more];
        var result = await run.RunAsync(argv, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
        return (string)JsonNode.Parse(result.Output)!["jobId"]!;
    }

    private static async Task<string> EndAsync(LocalRun run, string id)
    {
        while (true)
        {
            var answer = await run.RunAsync(["aws", "batch", "describe-jobs", "--jobs", id], TestContext.Current.CancellationToken);
            if ((string)JsonNode.Parse(answer.Output)!["jobs"]![0]!["status"]! is ("SUCCEEDED" or "FAILED") and var status)
            {
                return status;
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private int Place(string name) => Workshop.Done.IndexOf($"Delete aws-batch-{name}");

    /// <summary>Deploys, and puts an object and an image there that the stack knows nothing of.</summary>
    private async Task UpFilledAsync(params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        await WriteAsync(Path.Combine("s3", Deployed("aws-batch-store-bucket").Id, "objects", "report"));
        await WriteAsync(Path.Combine("ecr", Uri.EscapeDataString(Deployed("aws-batch-worker-repository").Id), "sha256-0"));
    }

    private async Task WriteAsync(string path)
    {
        var file = Path.Combine(Workshop.Store.DataRoot, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
    }
}
