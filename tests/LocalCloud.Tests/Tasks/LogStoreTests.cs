using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Tests.Tasks;

public sealed class LogStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("logs").FullName;

    private LogStore Logs => new(Path.Combine(_folder, "data"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void LinesAreReadInOrderWhileTheTaskStillWrites()
    {
        var clock = new ManualClock();
        using var log = Logs.Append("/group", "prefix/default/1", clock);
        log.Write("first");
        clock.Advance(TimeSpan.FromMilliseconds(250));
        log.Write("zweite Zeile: 1,5 \"µm\"");
        // 2026-01-01T00:00:00Z
        Assert.Equal([new LogEvent(1767225600000, "first"), new LogEvent(1767225600250, "zweite Zeile: 1,5 \"µm\"")], Logs.Read("/group", "prefix/default/1"));
    }

    [Fact]
    public void StreamThatDoesNotExistIsNull() => Assert.Null(Logs.Read("/group", "none"));

    [Theory]
    [InlineData("../../escape", "../../../escape")]
    [InlineData("/", "..")]
    [InlineData("a/../b", "C:\\x\0y")]
    public void NoNameLeavesTheFolder(string group, string stream)
    {
        using (var log = Logs.Append(group, stream, TimeProvider.System))
        {
            log.Write("x");
        }
        Assert.Single(Logs.Read(group, stream)!);
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_folder, "data", "logs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void LongNamesThatDifferAtTheEndStayApart()
    {
        var name = new string('/', 512);
        Logs.Append(name, name + "1", TimeProvider.System).Dispose();
        Assert.NotNull(Logs.Read(name, name + "1"));
        Assert.Null(Logs.Read(name, name + "2"));
    }

    [Fact]
    public void HalfWrittenLineIsNoEventYet()
    {
        using (var log = Logs.Append("g", "s", TimeProvider.System))
        {
            log.Write("whole");
        }
        var file = Directory.EnumerateFiles(_folder, "*.jsonl", SearchOption.AllDirectories).Single();
        File.AppendAllText(file, "{\"timestamp\":1,\"mess");
        Assert.Equal("whole", Assert.Single(Logs.Read("g", "s")!).Message);
    }

    [Fact]
    public void LineAfterTheEndIsDropped()
    {
        var log = Logs.Append("g", "s", TimeProvider.System);
        log.Dispose();
        log.Write("late");
        Assert.Empty(Logs.Read("g", "s")!);
    }

    [Fact]
    public void DeletedGroupHasNoStreams()
    {
        Logs.Append("g", "s", TimeProvider.System).Dispose();
        Logs.DeleteGroup("g");
        Assert.Null(Logs.Read("g", "s"));
        Logs.DeleteGroup("g");
    }
}
