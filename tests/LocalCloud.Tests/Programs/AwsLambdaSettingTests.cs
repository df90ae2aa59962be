namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a changed setting does to a deployed stack.</summary>
public sealed class AwsLambdaSettingTests() : ProgramTest("aws-lambda", (name, options) => new CloudStacks.Stacks.AwsLambda(name, options))
{
    [Theory]
    [InlineData("memory=4096", "Update aws-lambda-worker-function")]
    [InlineData("taskTimeout=200", "Update aws-lambda-tickets-queue", "Update aws-lambda-worker-function")]
    [InlineData("retries=3", "Update aws-lambda-tickets-queue")]
    [InlineData("maxParallelism=20", "Update aws-lambda-mapping")]
    [InlineData("platform=linux/arm64", "Update aws-lambda-worker-function")]
    public Task ChangesNoMoreThanItMust(string settings, params string[] expected) => ChangesAsync(settings, expected);

    /// <summary>A function of one package type cannot become one of the other: the mapping moves to the new one before the old one goes.</summary>
    [Fact]
    public async Task ImageReplacesTheFunctionUnderItsMapping()
    {
        await Workshop.UpAsync(Program());
        var (mapping, function) = (Deployed("aws-lambda-mapping").Id, Deployed("aws-lambda-worker-function").Id);
        Set("package=image");
        await Workshop.UpAsync(Program());
        Assert.Contains("Replace aws-lambda-worker-function", Workshop.Done);
        Assert.True(Workshop.Done.IndexOf("Update aws-lambda-mapping") < Workshop.Done.IndexOf("DeleteReplaced aws-lambda-worker-function"), string.Join(", ", Workshop.Done));
        Assert.Equal(mapping, Deployed("aws-lambda-mapping").Id);
        Assert.NotEqual(function, Deployed("aws-lambda-worker-function").Id);
        await Workshop.DownAsync();
    }
}
