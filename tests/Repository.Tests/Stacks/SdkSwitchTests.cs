using System.Diagnostics;
using System.Text.Json.Nodes;
using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Stacks;

/// <summary>Which Pulumi packages a build uses follows from the folder in which it is started.</summary>
public sealed class SdkSwitchTests
{
    [Theory]
    [InlineData("stacks/aws-batch", "AwsBatch.csproj", "", "official")]
    [InlineData(".", "stacks/aws-batch/AwsBatch.csproj", "", "embedded")]
    [InlineData("stacks/aws-batch", "AwsBatch.csproj", "-p:PulumiSdk=embedded", "embedded")]
    [InlineData(".", "stacks/aws-batch/AwsBatch.csproj", "-p:PulumiSdk=official", "official")]
    public async Task FolderOfTheBuildChoosesThePackages(string folder, string project, string option, string expected)
    {
        var properties = await EvaluateAsync(folder, project, option);
        Assert.Equal(expected, (string?)properties["PulumiSdk"]);
        Assert.Equal(WorkTree.Full($"artifacts/{expected}"), (string?)properties["ArtifactsPath"]);
    }

    private static async Task<JsonNode> EvaluateAsync(string folder, string project, string option)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = WorkTree.Full(folder), RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["msbuild", project, "-nologo", "-getProperty:PulumiSdk,ArtifactsPath", .. option.Length > 0 ? [option] : Array.Empty<string>()])
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // The runner's own MSBuild variables must not decide.
        start.Environment.Remove("PulumiSdk");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{output}\n{await error}");
        return JsonNode.Parse(output)!["Properties"]!;
    }
}
