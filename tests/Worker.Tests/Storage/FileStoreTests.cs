using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Storage;

public sealed class FileStoreTests : ObjectStoreTests, IDisposable
{
    readonly TempFolder _folder = new();

    public FileStoreTests() => Store = new FileStore(_folder["store"]);

    private protected override IObjectStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData(".unfinished-x")]
    public async Task NoKeyLeadsOutOfTheRoot(string key)
    {
        foreach (Func<Task> access in (Func<Task>[])[() => Store.GetAsync(key), () => Store.HeadAsync(key), () => Store.PutIfAbsentAsync(key, ReadOnlyMemory<byte>.Empty)])
            Assert.Equal(StoreProblem.BadKey, (await Assert.ThrowsAsync<StoreException>(access)).Problem);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task KeysAndNamesHaveTheLengthsThatStoresAllow()
    {
        var longest = string.Join('/', Enumerable.Repeat(new string('k', 255), 4));
        Assert.Equal(PutOutcome.Created, await Store.PutIfAbsentAsync(longest, ReadOnlyMemory<byte>.Empty));
        await Assert.ThrowsAsync<StoreException>(() => Store.HeadAsync(longest + "/xy"));
        await Assert.ThrowsAsync<StoreException>(() => Store.HeadAsync(new string('é', 128)));
    }

    [Fact]
    public async Task LinksAreNeitherFollowedNorListed()
    {
        _folder.Write("secret/file", "secret");
        Directory.CreateDirectory(_folder["store"]);
        File.CreateSymbolicLink(_folder["store/link"], _folder["secret/file"]);
        Directory.CreateSymbolicLink(_folder["store/folder"], _folder["secret"]);
        await Assert.ThrowsAsync<StoreException>(() => Store.GetAsync("link"));
        await Assert.ThrowsAsync<StoreException>(() => Store.GetAsync("folder/file"));
        await Assert.ThrowsAsync<StoreException>(() => Store.PutIfAbsentAsync("folder/new", ReadOnlyMemory<byte>.Empty));
        Assert.Empty(await Store.ListAsync("").Select(o => o.Key).ToListAsync());
    }

    [Fact]
    public async Task AFileThatWasNotFinishedIsNoObject()
    {
        _folder.Write("store/a/.unfinished-1", "ha");
        Assert.Empty(await Store.ListAsync("").Select(o => o.Key).ToListAsync());
    }

    [Fact]
    public async Task AWriteLeavesNothingBeside()
    {
        await Store.PutIfAbsentAsync("a", "1"u8.ToArray());
        await Store.PutIfAbsentAsync("a", "1"u8.ToArray());
        Assert.Equal(["a"], new DirectoryInfo(_folder["store"]).EnumerateFileSystemInfos().Select(f => f.Name));
    }
}
