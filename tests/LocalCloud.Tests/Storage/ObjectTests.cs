using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>Objects through the official client.</summary>
public sealed class ObjectTests
{
    private const string Bucket = LocalStorage.Bucket;

    [Fact]
    public async Task AnObjectReadsBackAsItWasWritten()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        var put = new PutObjectRequest { BucketName = Bucket, Key = "a/b.csv", ContentBody = "time_s,stress_mpa\n", ContentType = "text/csv" };
        put.Metadata["origin"] = "sensor 7";

        var written = await s3.PutObjectAsync(put, Cancelled);
        using var read = await s3.GetObjectAsync(Bucket, "a/b.csv", Cancelled);

        Assert.Equal("time_s,stress_mpa\n", await new StreamReader(read.ResponseStream).ReadToEndAsync(Cancelled));
        // md5 of the body, by `printf 'time_s,stress_mpa\n' | md5sum`
        Assert.Equal("\"7fe1c516e795f678d8694da0adb89c76\"", written.ETag);
        Assert.Equal((written.ETag, "text/csv", "sensor 7"), (read.ETag, read.Headers.ContentType, read.Metadata["origin"]));
    }

    [Fact]
    public async Task CreatingWhatExistsIsPreconditionFailed()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        await s3.PutObjectAsync(Create("part", "first"), Cancelled);

        var refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(Create("part", "second"), Cancelled));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "PreconditionFailed"), (refusal.StatusCode, refusal.ErrorCode));
        Assert.Equal("first", await ReadAsync(s3, "part"));
    }

    [Fact]
    public async Task OfTwentyRacingCreatorsExactlyOneWins()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async writer =>
        {
            try
            {
                await s3.PutObjectAsync(Create("claim", $"writer {writer}"), Cancelled);
                return $"writer {writer}";
            }
            catch (AmazonS3Exception refusal) when (refusal.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return null;
            }
        }));

        Assert.Equal(await ReadAsync(s3, "claim"), Assert.Single(outcomes, outcome => outcome is not null));
    }

    [Fact]
    public async Task ReadingHonoursIfMatchIfNoneMatchAndRange()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        var etag = (await s3.PutObjectAsync(Create("k", "0123456789"), Cancelled)).ETag;

        Assert.Equal("0123456789", await ReadAsync(s3, new GetObjectRequest { BucketName = Bucket, Key = "k", EtagToMatch = etag }));
        Assert.Equal("234", await ReadAsync(s3, new GetObjectRequest { BucketName = Bucket, Key = "k", ByteRange = new(2, 4) }));
        var changed = await Assert.ThrowsAsync<AmazonS3Exception>(() => ReadAsync(s3, new GetObjectRequest { BucketName = Bucket, Key = "k", EtagToMatch = "\"00000000000000000000000000000000\"" }));
        var same = await Assert.ThrowsAsync<AmazonS3Exception>(() => ReadAsync(s3, new GetObjectRequest { BucketName = Bucket, Key = "k", EtagToNotMatch = etag }));
        var outside = await Assert.ThrowsAsync<AmazonS3Exception>(() => ReadAsync(s3, new GetObjectRequest { BucketName = Bucket, Key = "k", ByteRange = new(10, 12) }));

        Assert.Equal(HttpStatusCode.PreconditionFailed, changed.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange"), (outside.StatusCode, outside.ErrorCode));
    }

    [Fact]
    public async Task OverwritingHonoursIfMatch()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        var etag = (await s3.PutObjectAsync(Create("k", "one"), Cancelled)).ETag;
        PutObjectRequest Replace(string body) => new() { BucketName = Bucket, Key = "k", ContentBody = body, IfMatch = etag };

        await s3.PutObjectAsync(Replace("two"), Cancelled);
        var stale = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(Replace("three"), Cancelled));
        await s3.DeleteObjectAsync(Bucket, "k", Cancelled);
        var gone = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(Replace("four"), Cancelled));

        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.NotFound), (stale.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task WhatIsNotThereIsNamed()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();

        var key = await Assert.ThrowsAsync<NoSuchKeyException>(() => s3.GetObjectAsync(Bucket, "absent", Cancelled));
        var bucket = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.GetObjectAsync("undeclared", "k", Cancelled));
        var head = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.GetObjectMetadataAsync(Bucket, "absent", Cancelled));

        Assert.Contains("absent", key.Message, StringComparison.Ordinal);
        Assert.Contains("undeclared", bucket.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        Assert.Equal("NoSuchBucket", bucket.ErrorCode);
        Assert.NotEmpty(key.RequestId);
    }

    [Fact]
    public async Task DeletingTakesOneOrManyAndWhatIsAbsent()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        foreach (var key in (string[])["a", "b", "c"])
        {
            await s3.PutObjectAsync(Create(key, key), Cancelled);
        }

        await s3.DeleteObjectAsync(Bucket, "a", Cancelled);
        await s3.DeleteObjectAsync(Bucket, "a", Cancelled);
        var deleted = await s3.DeleteObjectsAsync(new() { BucketName = Bucket, Objects = [new() { Key = "b" }, new() { Key = "never" }] }, Cancelled);

        Assert.Equal(["b", "never"], deleted.DeletedObjects.Select(entry => entry.Key));
        Assert.Equal("c", Assert.Single((await s3.ListObjectsV2Async(new() { BucketName = Bucket }, Cancelled)).S3Objects).Key);
    }

    [Fact]
    public async Task ObjectsSurviveTheProcess()
    {
        var storage = await LocalStorage.StartAsync();
        string etag;
        using (var s3 = storage.Client())
        {
            etag = (await s3.PutObjectAsync(Create("kept/é", "body"), Cancelled)).ETag;
        }

        await using var reopened = await LocalStorage.StartAsync(dataRoot: await storage.StopAsync());
        using var again = reopened.Client();
        var listed = Assert.Single((await again.ListObjectsV2Async(new() { BucketName = Bucket }, Cancelled)).S3Objects);

        Assert.Equal(("kept/é", 4L, etag), (listed.Key, listed.Size!.Value, listed.ETag));
        Assert.Equal("body", await ReadAsync(again, "kept/é"));
        await Assert.ThrowsAsync<AmazonS3Exception>(() => again.PutObjectAsync(Create("kept/é", "other"), Cancelled));
    }

    [Fact]
    public async Task ADeleteDuringAConditionalWriteIsAConflictToRepeat()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);

        await SendSlowlyAsync(raw, () => s3.DeleteObjectAsync(Bucket, "k", Cancelled), HttpStatusCode.Conflict);
        await Assert.ThrowsAsync<NoSuchKeyException>(() => s3.GetObjectAsync(Bucket, "k", Cancelled));
        await SendSlowlyAsync(raw, () => s3.DeleteObjectAsync(Bucket, "other", Cancelled), HttpStatusCode.OK);
        await SendSlowlyAsync(raw, () => Task.CompletedTask, HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task AFileThatIsNoObjectIsNamed()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);
        var foreign = Path.Combine(storage.DataRoot, "s3", Bucket, "objects", "notes.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(foreign)!);
        await File.WriteAllTextAsync(foreign, "not an object", Cancelled);

        using var answer = await raw.SendAsync(HttpMethod.Get, $"/{Bucket}?list-type=2");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("notes.txt is not an object of the local cloud", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private static async Task SendSlowlyAsync(RawS3 raw, Func<Task> meanwhile, HttpStatusCode expected)
    {
        var slow = new SlowContent("body"u8.ToArray(), meanwhile);
        using var answer = await raw.SendAsync(
            HttpMethod.Put, $"/{Bucket}/k", [], new() { ["if-none-match"] = "*" }, "UNSIGNED-PAYLOAD",
            afterSigning: request => (request.Content, request.Headers.ExpectContinue) = (slow, true));
        Assert.Equal(expected, answer.StatusCode);
    }

    internal static PutObjectRequest Create(string key, string body) => new() { BucketName = Bucket, Key = key, ContentBody = body, IfNoneMatch = "*" };

    internal static Task<string> ReadAsync(AmazonS3Client s3, string key) => ReadAsync(s3, new GetObjectRequest { BucketName = Bucket, Key = key });

    private static async Task<string> ReadAsync(AmazonS3Client s3, GetObjectRequest request)
    {
        using var read = await s3.GetObjectAsync(request, Cancelled);
        return await new StreamReader(read.ResponseStream).ReadToEndAsync(Cancelled);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
