namespace CloudStacks.LocalCloud.Tests.Kubernetes;

/// <summary>Jobs outlive the session that runs them.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task NextSessionTakesUpWhatRan()
    {
        var folder = Directory.CreateTempSubdirectory("cluster").FullName;
        try
        {
            var first = ClusterStack.Open("[ $JOB_COMPLETION_INDEX = 0 ] || exec sleep 60", folder: folder);
            await first.StartAsync("j", 4);
            await first.ReachAsync("j", status => (int)status["succeeded"]! == 1 && (int)status["ready"]! > 0);
            await first.CloseAsync();

            await using var second = ClusterStack.Open("true", folder: folder);
            var status = await second.EndAsync("j");
            Assert.Equal(("0-3", "CompletionsReached"), ((string)status["completedIndexes"]!, ClusterStack.Condition(status, "Complete")));
            Assert.Contains(await second.PodsAsync("j"), pod => (string?)pod["status"]!["conditions"]?[0]!["reason"] == "DeletionByPodGC");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task DeletedJobsStayAway()
    {
        var folder = Directory.CreateTempSubdirectory("cluster").FullName;
        try
        {
            var first = ClusterStack.Open("exec sleep 60", folder: folder);
            await first.StartAsync("j", 3);
            Assert.Equal("job.batch \"j\" deleted\n", await first.DoAsync("delete", "jobs", "--all", "--cascade=foreground"));
            Assert.Equal("No resources found\n", await first.DoAsync("delete", "jobs", "--all", "--cascade=foreground"));
            Assert.Empty(Directory.Exists(Path.Combine(folder, "tasks")) ? Directory.EnumerateDirectories(Path.Combine(folder, "tasks")) : []);
            await first.CloseAsync();

            await using var second = ClusterStack.Open("true", folder: folder);
            Assert.Contains("not found", await second.RefusalAsync("get", "job", "j", "--output=json"), StringComparison.Ordinal);
            await second.StartAsync("j", 1);
            Assert.Equal(1, (int)(await second.EndAsync("j"))["succeeded"]!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
