using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>ListObjectsV2: order, pages, prefixes.</summary>
public sealed class ListingTests
{
    private const string Bucket = LocalStorage.Bucket;

    [Fact]
    public async Task TwoAndAHalfThousandKeysComeInThreePagesInOrder()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        var keys = Enumerable.Range(0, 2500).Select(i => string.Create(CultureInfo.InvariantCulture, $"parts/{i / 1000}/{i}.json")).ToList();
        await Parallel.ForEachAsync(keys, Cancelled, async (key, cancelled) => await s3.PutObjectAsync(ObjectTests.Create(key, ""), cancelled));

        var pages = new List<ListObjectsV2Response>();
        await foreach (var page in s3.Paginators.ListObjectsV2(new() { BucketName = Bucket, Prefix = "parts/" }).Responses)
        {
            pages.Add(page);
        }

        Assert.Equal([1000, 1000, 500], pages.Select(page => page.S3Objects.Count));
        Assert.Equal(keys.Order(StringComparer.Ordinal), pages.SelectMany(page => page.S3Objects).Select(entry => entry.Key));
    }

    [Fact]
    public async Task KeysAreInTheOrderOfTheirUtf8Bytes()
    {
        // U+FF5E is EF BD 9E in UTF-8, U+1F600 is F0 9F 98 80; in UTF-16 the order is the other way round.
        await using var storage = await FilledAsync("\U0001F600", "\uFF5E", "a", "B", "é", "a/", "a-");
        using var s3 = storage.Client();

        Assert.Equal(["B", "a", "a-", "a/", "é", "\uFF5E", "\U0001F600"], await KeysAsync(s3, new()));
    }

    [Fact]
    public async Task ADelimiterFoldsWhatSharesAPrefixAcrossPages()
    {
        await using var storage = await FilledAsync("jobs/a/1", "jobs/a/2", "jobs/b/1", "jobs/c", "jobs/d/1", "other");
        using var s3 = storage.Client();
        var (objects, prefixes, pages) = (new List<string>(), new List<string>(), 0);
        await foreach (var page in s3.Paginators.ListObjectsV2(new() { BucketName = Bucket, Prefix = "jobs/", Delimiter = "/", MaxKeys = 1 }).Responses)
        {
            objects.AddRange((page.S3Objects ?? []).Select(entry => entry.Key));
            prefixes.AddRange(page.CommonPrefixes ?? []);
            pages++;
        }

        Assert.Equal(["jobs/c"], objects);
        Assert.Equal(["jobs/a/", "jobs/b/", "jobs/d/"], prefixes);
        Assert.Equal(4, pages);
    }

    [Fact]
    public async Task StartAfterBeginsBehindTheKeyWhetherItExistsOrNot()
    {
        await using var storage = await FilledAsync("a", "b", "c");
        using var s3 = storage.Client();

        Assert.Equal(["b", "c"], await KeysAsync(s3, new() { StartAfter = "a" }));
        Assert.Equal(["b", "c"], await KeysAsync(s3, new() { StartAfter = "aa" }));
        Assert.Equal(["c"], await KeysAsync(s3, new() { StartAfter = "b", Prefix = "c" }));
        Assert.Empty(await KeysAsync(s3, new() { StartAfter = "c" }));
    }

    [Fact]
    public async Task WhatAListingIsNotModelledForIsRefusedByName()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();

        var token = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.ListObjectsV2Async(new() { BucketName = Bucket, ContinuationToken = "***" }, Cancelled));
        var owner = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.ListObjectsV2Async(new() { BucketName = Bucket, FetchOwner = true }, Cancelled));
        var old = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.ListObjectsAsync(new ListObjectsRequest { BucketName = Bucket }, Cancelled));
        var versions = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.GetBucketVersioningAsync(Bucket, Cancelled));

        Assert.Equal(("InvalidArgument", "NotImplemented"), (token.ErrorCode, owner.ErrorCode));
        Assert.Contains("fetch-owner", owner.Message, StringComparison.Ordinal);
        Assert.Equal(("NotImplemented", "NotImplemented"), (old.ErrorCode, versions.ErrorCode));
    }

    private static async Task<LocalStorage> FilledAsync(params string[] keys)
    {
        var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        foreach (var key in keys)
        {
            await s3.PutObjectAsync(ObjectTests.Create(key, ""), Cancelled);
        }
        return storage;
    }

    private static async Task<IEnumerable<string>> KeysAsync(AmazonS3Client s3, ListObjectsV2Request request)
    {
        request.BucketName = Bucket;
        return ((await s3.ListObjectsV2Async(request, Cancelled)).S3Objects ?? []).Select(entry => entry.Key);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
