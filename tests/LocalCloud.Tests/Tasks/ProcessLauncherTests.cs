using System.Collections.Concurrent;
using System.Globalization;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Tests.Tasks;

public sealed class ProcessLauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("task").FullName;
    private readonly ConcurrentQueue<string> _lines = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 65", 65)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -KILL $$", 137)]
    public async Task ExitCodeIsTheProgramsOwnOr128AndTheSignal(string script, int exitCode) => Assert.Equal(exitCode, await RunAsync(script));

    [Fact]
    public async Task LinesOfBothStreamsArriveTheLastWithoutALineEnd()
    {
        await RunAsync("echo out; echo err >&2; printf last");
        Assert.Equal(["err", "last", "out"], _lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task LineOfAnyLengthIsCutIntoPieces()
    {
        await RunAsync("head -c 600000 /dev/zero | tr '\\0' x");
        Assert.Equal([262144, 262144, 75712], _lines.Select(line => line.Length));
    }

    [Fact]
    public async Task NothingRunsBeforeTheRelease()
    {
        var task = Start("echo ran");
        task.Kill();
        Assert.Equal(137, await task.Exit);
        Assert.Empty(_lines);
    }

    [Fact]
    public async Task TaskHasNoInputAndWorksInItsOwnFolder()
    {
        await RunAsync("cat; pwd; echo $HOME $TMPDIR");
        Assert.Equal([_folder, $"{_folder} {_folder}"], _lines);
    }

    [Fact]
    public async Task SecretsOfTheCallerAreNotInherited()
    {
        Environment.SetEnvironmentVariable("CLOUDSTACKS_TEST_SECRET", "s3cret");
        await RunAsync("env");
        Assert.DoesNotContain(_lines, line => line.Contains("s3cret", StringComparison.Ordinal));
        Assert.Contains("GIVEN=1", _lines);
    }

    [Fact]
    public async Task WhatTheTaskStartedEndsWithIt()
    {
        await RunAsync("sleep 300 & echo $!");
        var left = int.Parse(Assert.Single(_lines), CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => ProcessIdentity.Of(left) is null, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task KillReachesEveryDescendant()
    {
        var task = Start("sh -c 'sleep 300 & echo $!; wait' & wait");
        task.Release();
        var descendant = int.Parse(await FirstLineAsync(), CultureInfo.InvariantCulture);
        task.Kill();
        Assert.Equal(137, await task.Exit);
        Assert.True(SpinWait.SpinUntil(() => ProcessIdentity.Of(descendant) is null, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task TaskThatIgnoresTheWarningIsKilledAfterTheGrace()
    {
        var clock = new ManualClock();
        var task = Start("trap 'echo warned' TERM; echo ready; while true; do sleep 0.01; done");
        task.Release();
        await FirstLineAsync();
        var stopping = task.StopAsync(TimeSpan.FromSeconds(30), clock, TestContext.Current.CancellationToken);
        await clock.Armed(TimeSpan.FromSeconds(30));
        Assert.True(SpinWait.SpinUntil(() => _lines.Contains("warned"), TimeSpan.FromSeconds(5)));
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(task.Exit.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await stopping;
        Assert.Equal(137, await task.Exit);
    }

    [Fact]
    public async Task ProgramThatDoesNotExistEndsWithTheShellsOwnCodeAndSaysSo()
    {
        var task = new ProcessLauncher().Start(new(["/nowhere/worker"], new Dictionary<string, string>(), _folder, _lines.Enqueue));
        task.Release();
        Assert.Equal(127, await task.Exit);
        Assert.Contains(_lines, line => line.Contains("/nowhere/worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ProcessesAreFoundByTheirFolder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc, which only Linux has");
        using var stray = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sleep", "300") { WorkingDirectory = Directory.CreateDirectory(Path.Combine(_folder, "deep")).FullName })!;
        ProcessTree.KillWithin(_folder + "-other");
        Assert.NotNull(ProcessIdentity.Of(stray.Id));
        ProcessTree.KillWithin(_folder);
        await stray.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(137, stray.ExitCode);
    }

    [Fact]
    public void LaterProcessOfTheSameNumberIsAnother()
    {
        var mine = ProcessIdentity.Of(Environment.ProcessId)!;
        Assert.True(mine.IsRunning);
        Assert.False((mine with { Start = mine.Start - 1 }).IsRunning);
        ProcessTree.KillAll(mine with { Start = mine.Start - 1 });
    }

    private IRunningTask Start(string script) =>
        new ProcessLauncher().Start(new(["/bin/sh", "-c", script], new Dictionary<string, string> { ["GIVEN"] = "1" }, _folder, _lines.Enqueue));

    private async Task<int> RunAsync(string script)
    {
        var task = Start(script);
        task.Release();
        return await task.Exit;
    }

    private async Task<string> FirstLineAsync()
    {
        string? line;
        while (!_lines.TryPeek(out line))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        return line;
    }
}
