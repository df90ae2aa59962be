namespace CloudStacks.LocalCloud.Tests.AwsEcsFargate;

/// <summary>What a session finds that another one left.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ecs-restart").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task WhatRanWentDownWithTheSessionAndWhatWaitedGoesOn()
    {
        string[] tasks;
        await using (var first = await EcsStack.OpenAsync("echo on; sleep 60", folder: folder))
        {
            tasks = await first.Start("--count", "10");
            await first.Logged(tasks[0], "on");
        }
        await using var second = await EcsStack.OpenAsync("exit 0", folder: folder);
        var cut = await second.End(tasks[0]);
        Assert.Equal(137, (int?)cut["containers"]![0]!["exitCode"]);
        Assert.Contains("the local cloud was stopped while it ran", (string?)cut["stoppedReason"], StringComparison.Ordinal);
        Assert.Equal(0, (int?)(await second.End(tasks[^1]))["containers"]![0]!["exitCode"]);
    }

    [Fact]
    public async Task TokensOutliveTheSession()
    {
        string[] tasks;
        await using (var first = await EcsStack.OpenAsync("exit 0", folder: folder))
        {
            tasks = await first.Start("--client-token", "t");
            await first.End(tasks[0]);
        }
        await using var second = await EcsStack.OpenAsync("exit 0", folder: folder);
        Assert.Equal(tasks, await second.Start("--client-token", "t"));
    }

    [Fact]
    public async Task LineThatWasHalfWrittenIsNoTask()
    {
        await using (var first = await EcsStack.OpenAsync("exit 0", folder: folder))
        {
            await first.End((await first.Start())[0]);
        }
        await File.AppendAllTextAsync(Path.Combine(folder, "ecs", "tasks.jsonl"), """{"id":"half""", TestContext.Current.CancellationToken);
        await using var second = await EcsStack.OpenAsync("exit 0", folder: folder);
        Assert.Single((await second.Json("ecs", "list-tasks", "--cluster", second.Cluster, "--desired-status", "STOPPED"))["taskArns"]!.AsArray());
    }
}
