using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a changed setting does to a deployed stack.</summary>
public sealed class AwsStepFunctionsSettingTests() : ProgramTest("aws-step-functions", (name, options) => new CloudStacks.Stacks.AwsStepFunctions(name, options))
{
    [Theory]
    [InlineData("memory=4096", "Update aws-step-functions-worker-function")]
    [InlineData("retries=3", "Update aws-step-functions-machine")]
    [InlineData("maxParallelism=20", "Update aws-step-functions-machine")]
    [InlineData("taskTimeout=200", "Update aws-step-functions-worker-function", "Update aws-step-functions-machine")]
    public async Task ChangesNoMoreThanItMust(string settings, params string[] expected)
    {
        await Workshop.UpAsync(Program());
        Set(settings);
        await Workshop.UpAsync(Program());
        Assert.Equal(expected, Workshop.Done);
        await Workshop.UpAsync(Program());
        Assert.Empty(Workshop.Done);
        await Workshop.DownAsync();
    }

    /// <summary>Two attempts of full length must fit into the five minutes of an EXPRESS execution.</summary>
    [Theory]
    [InlineData(100, "EXPRESS")]
    [InlineData(120, "EXPRESS")]
    [InlineData(121, "STANDARD")]
    [InlineData(900, "STANDARD")]
    public async Task ChildrenAreExpressWhereTheirTimeSuffices(int taskTimeout, string expected)
    {
        Set($"taskTimeout={taskTimeout}");
        await Workshop.UpAsync(Program());
        var map = JsonNode.Parse(Deployed("aws-step-functions-machine").Text("definition")!)!["States"]!["Screen shards"]!;
        Assert.Equal(expected, (string?)map["ItemProcessor"]!["ProcessorConfig"]!["ExecutionType"]);
        // The task gives up later than the function, whose own end says more.
        Assert.Equal(taskTimeout + 20, (int?)map["ItemProcessor"]!["States"]!["Screen slice"]!["TimeoutSeconds"]);
    }

    [Fact]
    public async Task ImageTakesThePlaceOfThePackage()
    {
        Workshop.Config = Workshop.Config.Remove("cloudstacks:artifact");
        Set("package=image");
        var state = await Workshop.UpAsync(Program());
        Assert.Equal("Image", Assert.Single(state.OfType("aws:lambda/function:Function")).Text("packageType"));
        Assert.Single(state.OfType("docker-build:index:Image"));
        await Workshop.DownAsync();
    }
}
