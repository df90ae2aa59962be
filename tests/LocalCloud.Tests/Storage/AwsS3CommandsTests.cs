using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Storage.Commands;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>The commands that runbooks use.</summary>
public sealed class AwsS3CommandsTests
{
    private const string Bucket = LocalStorage.Bucket;

    [Fact]
    public async Task CopyWritesTheObjectToAFileOrToStandardOutput()
    {
        await using var storage = await FilledAsync();
        var file = Path.Combine(storage.DataRoot, "report.json");

        var quiet = await RunAsync(storage, "aws", "s3", "cp", $"s3://{Bucket}/jobs/a/report.json", file, "--only-show-errors", "--region", LocalStorage.Region);
        var printed = await RunAsync(storage, "aws", "s3", "cp", $"s3://{Bucket}/jobs/a/report.json", "-");
        var missing = await RunAsync(storage, "aws", "s3", "cp", $"s3://{Bucket}/absent", file);

        Assert.Equal(new CommandResult(0, ""), quiet);
        Assert.Equal("{}\n", await File.ReadAllTextAsync(file, Cancelled));
        Assert.Equal(new CommandResult(0, "{}\n"), printed);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("(404) when calling the HeadObject operation: Key \"absent\" does not exist", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListShowsPrefixesAndObjects()
    {
        await using var storage = await FilledAsync();

        var flat = await RunAsync(storage, "aws", "s3", "ls", $"s3://{Bucket}/jobs/");
        var deep = await RunAsync(storage, "aws", "s3", "ls", $"s3://{Bucket}", "--recursive");
        var nothing = await RunAsync(storage, "aws", "s3", "ls", $"s3://{Bucket}/none/");

        Assert.Equal("                           PRE a/\n", flat.Output);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d          3 jobs/a/report\.json\n$", deep.Output);
        Assert.Equal(1, nothing.ExitCode);
    }

    [Fact]
    public async Task ApiCommandsAnswerInJson()
    {
        await using var storage = await FilledAsync();
        var file = Path.Combine(storage.DataRoot, "out");

        var list = await RunAsync(storage, "aws", "s3api", "list-objects-v2", "--bucket", Bucket, "--prefix", "jobs/", "--output", "json");
        var head = await RunAsync(storage, "aws", "s3api", "head-object", "--bucket", Bucket, "--key", "jobs/a/report.json");
        var get = await RunAsync(storage, "aws", "s3api", "get-object", "--bucket", Bucket, "--key", "jobs/a/report.json", file);
        var bucket = await RunAsync(storage, "aws", "s3api", "head-bucket", "--bucket", Bucket);

        Assert.Equal("jobs/a/report.json", JsonNode.Parse(list.Output)!["Contents"]![0]!["Key"]!.GetValue<string>());
        Assert.Equal(3, JsonNode.Parse(head.Output)!["ContentLength"]!.GetValue<int>());
        Assert.Equal((0, "{}\n"), (get.ExitCode, await File.ReadAllTextAsync(file, Cancelled)));
        Assert.Equal(LocalStorage.Region, JsonNode.Parse(bucket.Output)!["BucketRegion"]!.GetValue<string>());
    }

    [Fact]
    public async Task RefusalsOfS3EndWith254()
    {
        await using var storage = await FilledAsync();

        var head = await RunAsync(storage, "aws", "s3api", "head-object", "--bucket", Bucket, "--key", "absent");
        var list = await RunAsync(storage, "aws", "s3api", "list-objects-v2", "--bucket", "undeclared");

        Assert.Equal((254, "\nAn error occurred (404) when calling the HeadObject operation: Not Found\n"), (head.ExitCode, head.Error));
        Assert.Equal(254, list.ExitCode);
        Assert.StartsWith("\nAn error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: ", list.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3 sync . s3://b", "s3 sync")]
    [InlineData("s3 cp s3://b/k file --recursive", "--recursive")]
    [InlineData("s3 cp file s3://b/k", "file")]
    [InlineData("s3 cp s3://b/k", "destination")]
    [InlineData("s3api head-object --bucket b", "--key")]
    [InlineData("s3api list-objects-v2 --bucket b --query x", "--query")]
    [InlineData("s3api list-objects-v2 --bucket b --output text", "text")]
    public async Task WhatIsNotModelledIsRefusedByNameWith252(string words, string named)
    {
        await using var storage = await LocalStorage.StartAsync();

        var refused = await RunAsync(storage, ["aws", .. words.Split(' ')]);

        Assert.Equal((252, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith("\nusage: aws ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(named, refused.Error, StringComparison.Ordinal);
    }

    private static async Task<LocalStorage> FilledAsync()
    {
        var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        await s3.PutObjectAsync(ObjectTests.Create("jobs/a/report.json", "{}\n"), Cancelled);
        return storage;
    }

    private static Task<CommandResult> RunAsync(LocalStorage storage, params string[] argv) =>
        new AwsS3Commands(storage.Endpoint.Url, storage.Vault.Issue(storage.Authorizer.Operator), LocalStorage.Region).ExecuteAsync(argv, Cancelled);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
