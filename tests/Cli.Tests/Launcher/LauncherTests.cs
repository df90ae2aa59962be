namespace CloudStacks.Cli.Tests.Launcher;

public class LauncherTests
{
    [Fact]
    public async Task BuildsOnceAndThenOnlyStarts()
    {
        using var clone = new FakeClone();
        var first = await clone.StartAsync("list", "two words");
        var second = await clone.StartAsync("list");
        Assert.Equal("started <list><two words>\n", first.Output);
        Assert.Equal("started <list>\n", second.Output);
        Assert.Equal("", second.Error);
        Assert.Equal(1, clone.Builds);
    }

    [Fact]
    public async Task BuildsAgainWhenASourceIsNewer()
    {
        using var clone = new FakeClone();
        await clone.StartAsync("list");
        File.SetLastWriteTimeUtc(clone.Source, File.GetLastWriteTimeUtc(clone.Stamp).AddSeconds(2));
        await clone.StartAsync("list");
        Assert.Equal(2, clone.Builds);
    }

    [Fact]
    public async Task FirstStartsAtTheSameTimeBuildOnce()
    {
        using var clone = new FakeClone(buildSeconds: "0.3");
        var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => clone.StartAsync("list")));
        Assert.All(starts, start => Assert.Equal("started <list>\n", start.Output));
        Assert.Equal(1, clone.Builds);
    }

    [Fact]
    public async Task ALockOfADeadProcessIsTakenOver()
    {
        using var clone = new FakeClone();
        Directory.CreateDirectory(Path.GetDirectoryName(clone.Lock)!);
        // Above the largest process id that Linux and macOS give.
        File.CreateSymbolicLink(clone.Lock, "99999999");
        Assert.Equal("started <list>\n", (await clone.StartAsync("list")).Output);
        Assert.False(Path.Exists(clone.Lock));
    }

    [Fact]
    public async Task AFailedBuildShowsWhatItSaidAndIsTriedAgain()
    {
        using var clone = new FakeClone(buildExitCode: 1);
        var failed = await clone.StartAsync("list");
        Assert.Equal(ExitCodes.Unavailable, failed.ExitCode);
        Assert.Contains("error CS0103: the build says", failed.Error);
        Assert.Contains("next:", failed.Error);
        Assert.Equal("", failed.Output);
        await clone.StartAsync("list");
        Assert.Equal(2, clone.Builds);
        Assert.False(Path.Exists(clone.Lock));
    }

    [Fact]
    public async Task TheExitCodeIsTheProgramsOwn()
    {
        using var clone = new FakeClone();
        Assert.Equal(42, (await clone.StartAsync("exit-42")).ExitCode);
    }

    [Fact]
    public async Task WithoutDotnetItSaysWhereToGetIt()
    {
        using var clone = new FakeClone();
        File.Delete(clone.Dotnet);
        var result = await clone.StartAsync("list");
        Assert.Equal(ExitCodes.Unavailable, result.ExitCode);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", result.Error);
    }
}
