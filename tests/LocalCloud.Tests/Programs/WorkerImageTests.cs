using System.Diagnostics;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Models.DockerBuild;
using CloudStacks.Shared;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What the image of every program is built from, in this very repository.</summary>
public sealed class WorkerImageTests() : ProgramTest("aws-batch", (name, options) => new CloudStacks.Stacks.AwsBatch(name, options))
{
    [Fact]
    public void ContextHoldsTheWorkersSourcesAndNoBuildOutput()
    {
        var files = Context().Files().ToList();
        Assert.Contains("workloads/Worker/Program.cs", files);
        Assert.Contains("workloads/FatigueScreening/FatigueScreening.csproj", files);
        Assert.DoesNotContain(files, file => file.Split('/') is var parts && (parts.Contains("bin") || parts.Contains("obj") || parts.Contains("artifacts") || parts.Contains("tools")));
    }

    /// <summary>Programs of the same worker share it: the digest depends on the sources alone, and naming it takes no noticeable time.</summary>
    [Fact]
    public async Task DigestIsTheSameInEveryStackAndQuick()
    {
        var first = (await Workshop.UpAsync(Program())).OfType("docker-build:index:Image").Single();
        await Workshop.DownAsync();
        var second = (await Workshop.UpAsync(() => Create("other").Outputs)).OfType("docker-build:index:Image").Single();
        Assert.Equal(first.Text("digest"), second.Text("digest"));

        var watch = Stopwatch.StartNew();
        Context().Hash();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
    }

    private BuildContext Context() => new(Workshop.Folder, new JsonObject
    {
        ["context"] = new JsonObject { ["location"] = WorkerImage.Context },
        ["dockerfile"] = new JsonObject { ["location"] = WorkerImage.Dockerfile },
        ["platforms"] = new JsonArray("linux/amd64"),
    });
}
