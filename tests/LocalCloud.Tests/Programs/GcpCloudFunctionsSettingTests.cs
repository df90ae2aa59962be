namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a changed setting does to a deployed stack.</summary>
public sealed class GcpCloudFunctionsSettingTests() : ProgramTest("gcp-cloud-functions", (name, options) => new CloudStacks.Stacks.GcpCloudFunctions(name, options))
{
    private const string Function = "Update gcp-cloud-functions-function";

    [Theory]
    [InlineData("vcpu=2,memory=4096", Function)]
    [InlineData("taskTimeout=540", Function)]
    [InlineData("maxParallelism=10", Function)]
    [InlineData("expiresAt=1893456000", Function, "Update gcp-cloud-functions-store-bucket", "Update gcp-cloud-functions-tickets-bucket", "Update gcp-cloud-functions-source-bucket", "Update gcp-cloud-functions-source-repository")]
    public Task ChangesNoMoreThanItMust(string settings, params string[] expected) => ChangesAsync(settings, expected);

    /// <summary>A package with another content is another object, which is there before the function is built from it and before the old one goes.</summary>
    [Fact]
    public async Task AnotherPackageIsAnotherObjectAndANewBuild()
    {
        await Workshop.UpAsync(Program());
        var before = Deployed("gcp-cloud-functions-source-object").Text("name");
        var other = Path.Combine(Workshop.Home, "other.zip");
        SourceZips.Write(other, ("App.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web" />"""));
        Set($"artifact={other}");
        await Workshop.UpAsync(Program());
        Assert.Equal(["Replace gcp-cloud-functions-source-object", Function, "DeleteReplaced gcp-cloud-functions-source-object"], Workshop.Done);
        Assert.NotEqual(before, Deployed("gcp-cloud-functions-source-object").Text("name"));
        await Workshop.DownAsync();
    }
}
