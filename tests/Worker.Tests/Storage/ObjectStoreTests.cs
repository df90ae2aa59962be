using System.Text;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Tests.Storage;

/// <summary>What every object store does.</summary>
public abstract class ObjectStoreTests
{
    private protected abstract IObjectStore Store { get; }

    [Fact]
    public async Task WhatIsPutIsRead()
    {
        Assert.Equal(PutOutcome.Created, await PutAsync("a/b", "text"));
        Assert.Equal("text", Encoding.UTF8.GetString((await Store.ReadAsync("a/b"))!));
        Assert.Equal(4, (await Store.HeadAsync("a/b"))!.Size);
    }

    [Fact]
    public async Task WhatIsMissingIsNull()
    {
        Assert.Null(await Store.GetAsync("missing"));
        Assert.Null(await Store.GetAsync("missing", "\"etag\""));
        Assert.Null(await Store.HeadAsync("missing"));
        Assert.Null(await Store.ReadAsync("mis/sing"));
    }

    [Fact]
    public async Task NothingIsOverwritten()
    {
        await PutAsync("a", "first");
        Assert.Equal(PutOutcome.Exists, await PutAsync("a", "second"));
        Assert.Equal("first", Encoding.UTF8.GetString((await Store.ReadAsync("a"))!));
    }

    [Fact]
    public async Task OneOfManyRacersCreates()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => PutAsync("race", $"{i:D4}"))));
        Assert.Single(outcomes, PutOutcome.Created);
        Assert.Equal(4, (await Store.ReadAsync("race"))!.Length);
    }

    [Fact]
    public async Task AnObjectIsReadOnlyWithTheEtagThatItHas()
    {
        await PutAsync("a", "text");
        var etag = (await Store.HeadAsync("a"))!.ETag;
        using var read = await Store.GetAsync("a", etag);
        Assert.NotNull(read);
        var refusal = await Assert.ThrowsAsync<StoreException>(() => Store.GetAsync("a", "\"00000000000000000000000000000000\""));
        Assert.Equal(StoreProblem.Changed, refusal.Problem);
    }

    [Fact]
    public async Task AnEtagTellsContentsApart()
    {
        await PutAsync("a", "one");
        await PutAsync("b", "two");
        Assert.NotEqual((await Store.HeadAsync("a"))!.ETag, (await Store.HeadAsync("b"))!.ETag);
    }

    [Fact]
    public async Task ListsInTheOrderOfUtf8Bytes()
    {
        // U+FF5E is before U+1F600 in UTF-8 and behind it in UTF-16; '-' and '.' are before '/', digits behind it.
        string[] keys = ["p/a-b", "p/a.b", "p/a/b", "p/a/c/d", "p/a0", "p/ab", "p/～", "p/😀"];
        foreach (var key in keys.Reverse())
            await PutAsync(key, key);
        await PutAsync("o", "");
        await PutAsync("q/a", "");
        Assert.Equal(keys, await ListAsync("p/"));
        Assert.Equal(["p/a/b", "p/a/c/d"], await ListAsync("p/a/"));
        Assert.Equal(keys[..6], await ListAsync("p/a"));
        for (var i = 0; i < keys.Length; i++)
            Assert.Equal(keys[(i + 1)..], await ListAsync("p/", keys[i]));
        Assert.Empty(await ListAsync("r"));
    }

    Task<PutOutcome> PutAsync(string key, string text) => Store.PutIfAbsentAsync(key, Encoding.UTF8.GetBytes(text));

    async Task<List<string>> ListAsync(string prefix, string? startAfter = null)
    {
        var keys = new List<string>();
        await foreach (var found in Store.ListAsync(prefix, startAfter))
            keys.Add(found.Key);
        return keys;
    }
}
