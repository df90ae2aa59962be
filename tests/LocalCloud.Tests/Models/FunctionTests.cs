using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Tests.Programs;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>What Cloud Functions refuses about a function, and what the local cloud does not model, each by its place.</summary>
public sealed class FunctionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("source-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void DefaultsAreThoseOfTheService()
    {
        var settings = FunctionReader.Read(Declared());
        Assert.Equal((100, 1, TimeSpan.FromSeconds(60)), (settings.MaxInstances, settings.Concurrency, settings.Timeout));
        Assert.True(settings.Trigger!.Retry);
    }

    [Theory]
    [InlineData("buildConfig.runtime", "\"dotnet8\"", "buildConfig.runtime is 'dotnet8'")]
    [InlineData("buildConfig.entryPoint", "\"\"", "buildConfig.entryPoint is empty")]
    [InlineData("buildConfig.environmentVariables", "{\"GOOGLE_BUILDABLE\":\"App.csproj\"}", "function.buildConfig.environmentVariables is not modelled")]
    [InlineData("serviceConfig.minInstanceCount", "1", "function.serviceConfig.minInstanceCount is not modelled")]
    [InlineData("serviceConfig.availableCpu", "\"3\"", "serviceConfig.availableCpu is '3'; expected one of 1, 2, 4, 6, 8")]
    [InlineData("serviceConfig.availableMemory", "\"8192Mi\"", "expected 512 to 4096")]
    [InlineData("serviceConfig.availableMemory", "\"512M\"", "serviceConfig.availableMemory is '512M'")]
    [InlineData("serviceConfig.timeoutSeconds", "541", "serviceConfig.timeoutSeconds of an event function is 541; expected 1 to 540")]
    [InlineData("serviceConfig.maxInstanceCount", "0", "serviceConfig.maxInstanceCount is 0")]
    [InlineData("serviceConfig.maxInstanceRequestConcurrency", "1001", "expected 1 to 1000")]
    [InlineData("serviceConfig.ingressSettings", "\"NOBODY\"", "serviceConfig.ingressSettings is 'NOBODY'")]
    [InlineData("serviceConfig.environmentVariables", "{\"PORT\":\"1\"}", "PORT is reserved")]
    [InlineData("serviceConfig.environmentVariables", "{\"FUNCTION_TARGET\":\"x\"}", "FUNCTION_TARGET is reserved")]
    [InlineData("eventTrigger.eventType", "\"google.cloud.storage.object.v1.deleted\"", "eventTrigger.eventType is 'google.cloud.storage.object.v1.deleted'")]
    [InlineData("eventTrigger.eventFilters", "[]", "storage event trigger is missing bucket filter")]
    [InlineData("eventTrigger.eventFilters", "[{\"attribute\":\"name\",\"value\":\"tickets/\"}]", "'name' is no attribute of storage events")]
    [InlineData("eventTrigger.retryPolicy", "\"TWICE\"", "eventTrigger.retryPolicy is 'TWICE'")]
    public void RefusalNamesThePlace(string path, string value, string expected)
    {
        var declared = Declared();
        declared[path.Split('.')[0]]![path.Split('.')[1]] = JsonNode.Parse(value);
        Assert.Contains(expected, Assert.Throws<FormatException>(() => FunctionReader.Read(declared)).Message, StringComparison.Ordinal);
    }

    /// <summary>A function that is called by request has an hour.</summary>
    [Fact]
    public void WithoutATriggerARequestMayTakeAnHour()
    {
        var declared = Declared();
        declared.Remove("eventTrigger");
        declared["serviceConfig"]!["timeoutSeconds"] = 3600;
        Assert.Null(FunctionReader.Read(declared).Trigger);
    }

    public static TheoryData<string, string[]> Sources => new()
    {
        { "expected to find exactly one project file, found []", ["Program.cs"] },
        { "expected to find exactly one project file, found [App.csproj tests/App.Tests.csproj]", ["App.csproj", "tests/App.Tests.csproj"] },
        { "global.json pins an SDK", ["App.csproj", "global.json"] },
    };

    [Theory, MemberData(nameof(Sources))]
    public void SourceThatWouldNotBuildIsRefused(string expected, string[] files) =>
        Assert.Contains(expected, SourceCheck.Problem(Zip([.. files.Select(file => (file, "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />"))])), StringComparison.Ordinal);

    /// <summary>https://github.com/GoogleCloudPlatform/functions-framework-dotnet/issues/251</summary>
    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\" />", "framework Microsoft.AspNetCore.App")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><PublishAot>true</PublishAot></PropertyGroup></Project>", "unable to find executable produced from App.csproj")]
    [InlineData("<Project", "no .zip that can be read")]
    public void ProjectThatGivesNoProgramIsRefused(string project, string expected) => Assert.Contains(expected, SourceCheck.Problem(Zip(("App.csproj", project))), StringComparison.Ordinal);

    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Web\" />")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><FrameworkReference Include=\"Microsoft.AspNetCore.App\" /></ItemGroup></Project>")]
    public void WebProjectIsTaken(string project) => Assert.Null(SourceCheck.Problem(Zip(("App.csproj", project))));

    [Fact]
    public void WorkersOwnSourceIsTaken() => Assert.Null(SourceCheck.Problem(WorkerZip.PathOf("gcf-source.zip")));

    private string Zip(params (string Name, string Text)[] files)
    {
        var path = Path.Combine(folder, "source.zip");
        SourceZips.Write(path, files);
        return path;
    }

    private static JsonObject Declared() => JsonNode.Parse("""
        {
          "buildConfig": { "runtime": "dotnet10", "entryPoint": "function", "source": { "storageSource": { "bucket": "b", "object": "o" } } },
          "serviceConfig": { "availableCpu": "1", "availableMemory": "2Gi" },
          "eventTrigger": {
            "eventType": "google.cloud.storage.object.v1.finalized", "eventFilters": [{ "attribute": "bucket", "value": "t" }], "retryPolicy": "RETRY_POLICY_RETRY"
          }
        }
        """)!.AsObject();
}
