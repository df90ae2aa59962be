using System.Globalization;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Tests.Engine;

public sealed class StateStoreTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("state").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("..", "x")]
    [InlineData("x", "../y")]
    [InlineData("x", "")]
    [InlineData("x", "a/b")]
    public void NamesCannotLeaveTheHome(string service, string stack) =>
        Assert.Throws<EngineException>(() => new StateStore(home, service, stack));

    [Fact]
    public void NothingDeployedIsAnEmptyState()
    {
        var state = new StateStore(home, "aws-batch", "trial").Read();
        Assert.Empty(state.Resources);
        Assert.Equal("trial", state.Stack);
    }

    [Theory]
    [InlineData("{\"schema\": 1, \"serv")]
    [InlineData("null")]
    [InlineData("{\"service\": \"x\"}")]
    public void BrokenStateIsNamedWithItsPath(string content)
    {
        var store = new StateStore(home, "aws-batch", "trial");
        Directory.CreateDirectory(store.Folder);
        File.WriteAllText(Path.Combine(store.Folder, "state.json"), content);
        var error = Assert.Throws<EngineException>(store.Read);
        Assert.StartsWith(Path.Combine(store.Folder, "state.json"), error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Path.Combine(store.Folder, "state.json")));
    }

    [Fact]
    public void LockNamesTheProcessThatHoldsIt()
    {
        var store = new StateStore(home, "aws-batch", "trial");
        using (store.Lock())
        {
            var error = Assert.Throws<EngineException>(store.Lock);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} ("), error.Message, StringComparison.Ordinal);
        }
        store.Lock().Dispose();
    }

    [Fact]
    public void LockOfADeadProcessIsTakenOver()
    {
        var store = new StateStore(home, "aws-batch", "trial");
        Directory.CreateDirectory(store.Folder);
        Directory.CreateDirectory(Path.Combine(home, ".locks"));
        // What a killed process leaves: both files, and no lock of the operating system.
        File.WriteAllText(Path.Combine(home, ".locks", "aws-batch.trial"), "");
        File.WriteAllText(Path.Combine(store.Folder, "owner"), "process 1 (gone, started 2001-01-01 00:00:00Z)");
        store.Lock().Dispose();
        Assert.False(Directory.Exists(store.Folder));
    }

    [Fact]
    public void StacksAreLockedOneByOne()
    {
        using var one = new StateStore(home, "aws-batch", "one").Lock();
        using var two = new StateStore(home, "aws-batch", "two").Lock();
    }
}
