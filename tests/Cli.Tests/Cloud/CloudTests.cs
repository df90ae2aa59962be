using System.Collections.Immutable;
using System.Text.Json;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Tests.Cloud;

public class CloudTests
{
    private static readonly string Folder = Path.Combine(TestHost.RepositoryRoot, "stacks", "aws-batch");

    [Fact]
    public async Task UpDrivesTheOfficialCli()
    {
        using var clouds = new FakeClouds(Sample);
        Assert.Equal(ExitCodes.Ok, await clouds.Test.RunAsync("up", "aws-batch", "--cloud", "--set", "vcpu=2", "--set", "aws:region=eu-west-1"));
        Assert.Equal(
            [
                $"pulumi stack select trial --create --non-interactive --cwd {Folder}",
                $"pulumi config set aws:region --plaintext --stack trial --non-interactive --cwd {Folder} -- eu-west-1",
                $"pulumi config set cloudstacks:vcpu --plaintext --stack trial --non-interactive --cwd {Folder} -- 2",
                $"pulumi up --yes --skip-preview --stack trial --non-interactive --cwd {Folder}",
            ],
            clouds.Calls.Take(4));
        Assert.Contains("real cloud: stack 'trial' of aws-batch costs money until cloudstacks down aws-batch --cloud --stack trial", clouds.Test.Output);
        Assert.Contains("30 create", clouds.Test.Output);
    }

    [Fact]
    public async Task ASecretGoesThroughStandardInputAndNowhereElse()
    {
        using var clouds = new FakeClouds(Sample);
        clouds.Test.Host = clouds.Test.Host with { Input = new StringReader("hunter2\n") };
        Assert.Equal(ExitCodes.Ok, await clouds.Test.RunAsync("up", "aws-batch", "--cloud", "--secret", "aws:token"));
        Assert.Equal("hunter2", clouds.Read("secret"));
        Assert.DoesNotContain(clouds.Calls, call => call.Contains("hunter2"));
        Assert.DoesNotContain("hunter2", clouds.Test.Output + clouds.Test.Error);
    }

    [Fact]
    public async Task TheEndOfATrialIsWrittenOnce()
    {
        using var clouds = new FakeClouds(Sample);
        await clouds.Test.RunAsync("up", "aws-batch", "--cloud", "--expires-after", "8h");
        await clouds.Test.RunAsync("up", "aws-batch", "--cloud", "--expires-after", "8h");
        // 2026-01-02T11:04:05Z, eight hours after the test's clock began.
        var call = Assert.Single(clouds.Calls, call => call.Contains("cloudstacks:expiresAt"));
        Assert.EndsWith("-- 1767351845", call);
    }

    [Fact]
    public async Task WhatPulumiRefusesIsShown()
    {
        using var clouds = new FakeClouds(Sample);
        clouds.Touch("broken");
        Assert.Equal(ExitCodes.Failed, await clouds.Test.RunAsync("up", "aws-batch", "--cloud"));
        Assert.Contains("pulumi up failed with exit code 255: error: no valid credential sources found", clouds.Test.Error);
    }

    [Fact]
    public async Task WithoutPulumiTheNextStepIsDoctor()
    {
        using var test = new TestHost();
        test.Host = test.Host with { Environment = new Dictionary<string, string> { ["PATH"] = "/nonexistent", ["CLOUDSTACKS_HOME"] = test.Folder } };
        Assert.Equal(ExitCodes.Unavailable, await test.RunAsync("up", "aws-batch", "--cloud"));
        Assert.Contains("'pulumi' is not on PATH", test.Error);
        Assert.Contains("cloudstacks doctor --cloud", test.Error);
    }

    [Fact]
    public async Task RunGoesThroughTheRunbookToTheReport()
    {
        using var clouds = new FakeClouds(Sample);
        clouds.Touch("exists");
        Assert.Equal(ExitCodes.Ok, await clouds.Test.RunAsync("run", "aws-batch", "--cloud", "--json", "--job", "j", "--slices", "1"));
        var run = JsonElement.Parse(clouds.Test.Output).GetProperty("aws-batch");
        Assert.True(run.GetProperty("succeeded").GetBoolean());
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(clouds.Store, "jobs/j/reduce/report.json")),
            File.ReadAllBytes(run.GetProperty("reports")[0].GetString()!));
        Assert.Contains("aws submit j region=eu-test-1", clouds.Calls);
    }

    [Fact]
    public async Task AJobThatTheServiceGaveUpShowsWhy()
    {
        using var clouds = new FakeClouds(Sample with { Submit = [new("submit", ["aws", "nothing"])] });
        clouds.Touch("exists");
        clouds.Touch("failed");
        Assert.Equal(ExitCodes.JobFailed, await clouds.Test.RunAsync("run", "aws-batch", "--cloud", "--job", "j"));
        Assert.Contains("the service gave the job up: 12 of 12 shards have no outcome", clouds.Test.Error);
        Assert.Contains("AccessDenied: the role may not s3:PutObject", clouds.Test.Error);
        Assert.Contains("next:  cloudstacks logs aws-batch --job j", clouds.Test.Error);
    }

    [Fact]
    public async Task TicketsStartWhatNoCommandSubmits()
    {
        using var clouds = new FakeClouds(OfTickets);
        clouds.Touch("exists");
        clouds.Touch("dead", "2");
        Assert.Equal(ExitCodes.Ok, await clouds.Test.RunAsync("run", "aws-lambda", "--cloud", "--job", "j"));
        Assert.Equal(12, Directory.GetFiles(Path.Combine(clouds.Tickets, "tickets", "j"), "*.ticket").Length);
        Assert.StartsWith("aws dead-letters", clouds.Calls.First(call => call.StartsWith("aws ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>Dead letters of earlier runs are none of this one's.</summary>
    [Fact]
    public async Task ANewDeadLetterEndsTheRun()
    {
        using var clouds = new FakeClouds(OfTickets with { Watch = [new("bury", ["aws", "bury"]), .. OfTickets.Watch.Skip(1)] });
        clouds.Touch("exists");
        clouds.Touch("dead", "2");
        Assert.Equal(ExitCodes.JobFailed, await clouds.Test.RunAsync("run", "aws-lambda", "--cloud", "--job", "j"));
        Assert.Contains("the service gave the job up: 12 of 12 shards have no outcome", clouds.Test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownCancelsFirstThenDestroysThenLooksForLeftovers()
    {
        using var clouds = new FakeClouds(Sample);
        clouds.Touch("exists");
        clouds.Touch("active");
        Assert.Equal(ExitCodes.Ok, await clouds.Test.RunAsync("down", "aws-batch", "--cloud"));
        var calls = clouds.Calls.Where(call => call.StartsWith("aws ", StringComparison.Ordinal) || call.Contains("destroy") || call.Contains("stack rm")).Select(call => call.Split(" --")[0]);
        Assert.Equal(
            ["aws list region=eu-test-1", "aws stop j-1 region=eu-test-1", "aws list region=eu-test-1", "pulumi destroy", "aws tagged region=eu-test-1", "pulumi stack rm trial"],
            calls);
    }

    /// <summary>What was asked to stop may hold the stack's network until it has.</summary>
    [Fact]
    public async Task DownWaitsForWhatStillStops()
    {
        using var clouds = new FakeClouds(Sample with { Cancel = [new("see", ["aws", "stopping"]) { PendingOn = new("$.tasks[*].status", "STOPPED") { Differs = true } }] });
        clouds.Touch("exists");
        clouds.Touch("stopping");
        Assert.Equal(ExitCodes.Ok, await clouds.Test.RunAsync("down", "aws-batch", "--cloud"));
        var calls = clouds.Calls.Where(call => call.StartsWith("aws stopping", StringComparison.Ordinal) || call.Contains("destroy")).Select(call => call.Split(" --")[0]);
        Assert.Equal(["aws stopping region=eu-test-1", "aws stopping region=eu-test-1", "pulumi destroy"], calls);
    }

    [Fact]
    public async Task ALeftoverIsNamedAndTheExitCodeSaysSo()
    {
        using var clouds = new FakeClouds(Sample);
        clouds.Touch("exists");
        clouds.Touch("leftovers", """{"found":["arn:aws:s3:::forgotten","arn:aws:batch:r:1:job-definition/d:1"]}""");
        Assert.Equal(ExitCodes.Leftovers, await clouds.Test.RunAsync("down", "aws-batch", "--cloud"));
        Assert.Contains("left: arn:aws:s3:::forgotten", clouds.Test.Output);
        Assert.DoesNotContain("left: arn:aws:batch", clouds.Test.Output);
        Assert.DoesNotContain(clouds.Calls, call => call.Contains("stack rm"));
        Assert.Equal(6, clouds.Calls.Count(call => call.StartsWith("aws tagged", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ListedResidueIsNoLeftover()
    {
        using var clouds = new FakeClouds(Sample);
        clouds.Touch("exists");
        clouds.Touch("leftovers", """{"found":["arn:aws:batch:r:1:job-definition/d:1"]}""");
        Assert.Equal(ExitCodes.Ok, await clouds.Test.RunAsync("down", "aws-batch", "--cloud"));
    }

    [Fact]
    public async Task DoctorNamesWhatIsMissingAndTheCommandThatMendsIt()
    {
        using var clouds = new FakeClouds(Sample);
        clouds.Test.Install("aws", "if [ \"$1\" = sts ]; then exit 255; fi; echo aws-cli/2.0");
        clouds.Test.Install("docker", "echo 27.0");
        Assert.Equal(ExitCodes.Unavailable, await clouds.Test.RunAsync("doctor", "aws-batch", "--cloud"));
        Assert.Contains("missing  AWS credentials", clouds.Test.Output);
        Assert.Contains("mend: aws configure sso", clouds.Test.Output);
        Assert.Contains("ok       aws: aws-cli/2.0", clouds.Test.Output);
    }

    [Fact]
    public async Task DoctorLooksForEveryCliOfTheService()
    {
        using var clouds = new FakeClouds(Sample);
        clouds.Test.Install("gcloud", "echo someone@example.com");
        clouds.Test.Install("kubectl", "echo 'Client Version: v1.34.1'");
        clouds.Test.Install("gke-gcloud-auth-plugin", "exit 1");
        Assert.Equal(ExitCodes.Unavailable, await clouds.Test.RunAsync("doctor", "gcp-gke", "--cloud"));
        Assert.Contains("ok       kubectl: Client Version: v1.34.1", clouds.Test.Output);
        Assert.Contains("missing  GKE plug-in", clouds.Test.Output);
        Assert.Contains("mend: gcloud components install gke-gcloud-auth-plugin", clouds.Test.Output);
    }

    private static Runbook Sample => new("", ImmutableSortedDictionary<string, string>.Empty.Add("AWS_REGION", "eu-test-1"), false, null, 10)
    {
        Submit = [new("submit", ["aws", "submit", "{job}"]) { Captures = Captured("map", "$.jobId") }],
        Watch = [new("describe", ["aws", "describe"]) { FailsOn = new("$.jobs[*].status", "FAILED") }],
        Logs = [new("logs", ["aws", "logs"]) { Lines = "$.events[*].message" }],
        Report = [new("copy", ["aws", "copy", "store/jobs/{job}/reduce/{report}", "{file}"])],
        Cancel = [new("list", ["aws", "list"]) { Captures = Captured("active", "$.ids[*]") }, new("stop", ["aws", "stop", "{active}"]) { Repeat = Repeat.PerValue }],
        Leftovers = [new("tagged", ["aws", "tagged"]) { MustBeEmpty = "$.found" }],
        Residue = [new("job definitions", "kept", "free", "https://example.com") { ListedAs = ":job-definition/" }],
    };

    private static Runbook OfTickets => Sample with
    {
        Tickets = "",
        Submit = [new("count the dead letters", ["aws", "dead-letters"]) { Captures = Captured("dead", "$.dead") }],
        Watch = [new("serve", ["aws", "serve", "{job}"]), new("count the dead letters", ["aws", "dead-letters"]) { FailsOn = new("$.dead", "{dead}") { Differs = true } }],
    };

    private static ImmutableSortedDictionary<string, string> Captured(string name, string path) => ImmutableSortedDictionary<string, string>.Empty.Add(name, path);
}
