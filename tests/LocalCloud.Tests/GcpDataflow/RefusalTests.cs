using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.GcpDataflow;

/// <summary>The ways in which Dataflow and gcloud refuse, and what the local cloud does not model.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("--max-workers 0", 1, "--max-workers is 0; expected 1 to 2000")]
    [InlineData("--max-workers 2001", 1, "--max-workers is 2001; expected 1 to 2000")]
    [InlineData("--max-workers many", 2, "invalid int value: 'many'")]
    [InlineData("--flexrs-goal CHEAP", 2, "argument --flexrs-goal: Invalid choice: 'CHEAP'")]
    [InlineData("--template-file-gcs-location template.json", 2, "Must begin with 'gs://'")]
    [InlineData("--template-file-gcs-location gs://fleet-data/none.json", 1, "NOT_FOUND: The template file gs://fleet-data/none.json")]
    [InlineData("--template-file-gcs-location gs://other-bucket/template.json", 1, "NOT_FOUND: The template file gs://other-bucket/template.json")]
    [InlineData("--parameters job=j", 1, "the template's parameter store is missing")]
    [InlineData("--parameters job=J", 1, "the template's parameter job is 'J'; expected ^[a-z]")]
    [InlineData("--parameters job=j,store=s3://x", 1, "the template's parameter store is 's3://x'; expected ^gs://")]
    [InlineData("--parameters job", 2, "Bad syntax for dict arg: [job]")]
    [InlineData("--update", 2, "unrecognized arguments: --update")]
    [InlineData("--enable-streaming-engine", 2, "unrecognized arguments: --enable-streaming-engine")]
    public async Task OfALaunch(string flags, int exitCode, string expected)
    {
        await using var stack = await DataflowStack.OpenAsync("exit 0");
        var result = await stack.RunAsync([.. DataflowStack.Line(1, flags), "--format=json"]);
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("ERROR: (gcloud.dataflow.flex-template.run) ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(stack.Service.Attempts());
    }

    /// <summary>https://cloud.google.com/python/docs/reference/dataflow/latest/google.cloud.dataflow_v1beta3.types.Job</summary>
    [Theory]
    [InlineData("Job")]
    [InlineData("1job")]
    [InlineData("job-")]
    [InlineData("job_1")]
    public async Task OfAJobsName(string name)
    {
        await using var stack = await DataflowStack.OpenAsync("exit 0");
        Assert.Contains($"the job's name is '{name}'; expected lower-case letters", (await stack.RunAsync([.. DataflowStack.Line(1, name: name), "--format=json"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfAnUnknownParameter()
    {
        await using var stack = await DataflowStack.OpenAsync("exit 0");
        var line = DataflowStack.Line(1).Select(word => word.StartsWith("job=", StringComparison.Ordinal) ? word + ",colour=red" : word);
        Assert.Contains("the template has no parameter colour; it has job, store", (await stack.RunAsync([.. line, "--format=json"])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dataflow jobs describe none --region us-central1", 1, "NOT_FOUND: Job [none] in region [us-central1]")]
    [InlineData("dataflow jobs list --region us-central1 --status old", 2, "argument --status: Invalid choice: 'old'")]
    [InlineData("dataflow jobs list", 2, "argument --region: Must be specified")]
    [InlineData("dataflow jobs drain none", 2, "Invalid choice: 'dataflow jobs drain none'; the local cloud models dataflow flex-template run")]
    [InlineData("logging read severity>=ERROR", 1, "Unparseable filter: 'severity>=ERROR'")]
    public async Task OfOtherCommands(string line, int exitCode, string expected)
    {
        await using var stack = await DataflowStack.OpenAsync("exit 0");
        var result = await stack.RunAsync([.. line.Split(' '), "--format=json"]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Templates => new()
    {
        { "image", "null", "template.image is missing" },
        { "sdkInfo", "{\"language\":\"JAVA\"}", "template.sdkInfo.language is 'JAVA'; the local cloud runs PYTHON" },
        { "metadata", "{\"name\":\"x\",\"streaming\":true}", "template.metadata.streaming is true" },
        { "metadata", "{\"name\":\"x\",\"parameters\":[{\"name\":\"job\",\"label\":\"Job\"}]}", "helpText of job is missing" },
        { "defaultEnvironment", "{\"maxWorkers\":2}", "template.defaultEnvironment.maxWorkers is not modelled by the local cloud" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task OfATemplate(string member, string json, string expected)
    {
        await using var stack = await DataflowStack.OpenAsync("exit 0", template => template[member] = JsonNode.Parse(json));
        Assert.Contains(expected, (await stack.RunAsync([.. DataflowStack.Line(1), "--format=json"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfWorkersWithoutOurImage()
    {
        await using var stack = await DataflowStack.OpenAsync("exit 0", template => template.Remove("defaultEnvironment"));
        var job = await stack.LaunchAsync(1);
        Assert.Equal("FAILED", await stack.EndAsync(job));
        Assert.Contains("the template names no image for the workers", (await stack.LogAsync(job, "job-message"))[^1], StringComparison.Ordinal);
    }

    /// <summary>A launcher that lacks something fails its job; the job's messages say what it was.</summary>
    [Theory]
    [InlineData("account", "the service account worker@p.iam.gserviceaccount.com does not exist in this stack")]
    [InlineData("image", "is not an image that this stack builds")]
    [InlineData("images", "no deployed repository holds it")]
    [InlineData("inner", "the subnetwork regions/us-central1/subnetworks/inner does not exist in this stack")]
    [InlineData("worker", "does not have dataflow.workItems.lease access")]
    [InlineData("reader", "does not have artifactregistry.repositories.downloadArtifacts access")]
    [InlineData("user", "does not have storage.objects.delete access")]
    public async Task OfALaunchThatLacks(string resource, string expected)
    {
        await using var stack = await DataflowStack.OpenAsync("exit 0", keep: deployed => deployed.Name != resource);
        var job = await stack.LaunchAsync(1);
        Assert.Equal("FAILED", await stack.EndAsync(job));
        Assert.Contains(expected, (await stack.LogAsync(job, "job-message"))[^1], StringComparison.Ordinal);
    }
}
