using System.Text;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.Worker.Tests.Storage;

/// <summary>The answers of Blob Storage that a well-behaved endpoint gives too rarely to wait for.</summary>
public sealed class AzureBlobStoreTests
{
    const string Blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

    static readonly byte[] Part = "{\"a\":1}"u8.ToArray();

    [Fact]
    public async Task ALostAnswerOfAWriteThatHappenedIsASuccess()
    {
        await using var stub = await AzureBlobStub.StartAsync((context, request) => (context.Request.Method, request) switch
        {
            ("PUT", 0) => HttpStub.AbortAsync(context),
            ("PUT", _) => AzureBlobStub.RefuseAsync(context, 409, "BlobAlreadyExists"),
            _ => AzureBlobStub.DescribedAsync(context, 200, "\"0x1\"", Encoding.UTF8.GetString(Part)),
        });
        await stub.Store.CommitAsync("k", Part, "never");
        Assert.Equal(3, stub.Requests);
    }

    [Fact]
    public async Task ABlobOfSomebodyElseIsNot()
    {
        await using var stub = await AzureBlobStub.StartAsync((context, _) => context.Request.Method == "PUT"
            ? AzureBlobStub.RefuseAsync(context, 409, "BlobAlreadyExists")
            : AzureBlobStub.DescribedAsync(context, 200, "\"0x1\"", "{}"));
        var failure = await Assert.ThrowsAsync<InconsistentException>(() => stub.Store.CommitAsync("k", Part, "the reason"));
        Assert.Equal("az://account/container: k has other content than expected: the reason", failure.Message);
    }

    /// <summary>https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations</summary>
    [Fact]
    public async Task AWriteIsForAnAbsentBlobOnly()
    {
        string? sent = null;
        await using var stub = await AzureBlobStub.StartAsync((context, _) =>
        {
            sent = $"{context.Request.Path} {context.Request.Headers.IfNoneMatch} {context.Request.Headers["x-ms-blob-type"]}";
            return AzureBlobStub.CreatedAsync(context);
        });
        Assert.Equal(PutOutcome.Created, await stub.Store.PutIfAbsentAsync("a/b c", Part));
        Assert.Equal("/account/container/a/b%20c * BlockBlob", sent);
    }

    /// <summary>A blob under a lease, or one whose date is tested, answers 412: https://learn.microsoft.com/azure/storage/blobs/concurrency-manage</summary>
    [Theory]
    [InlineData(409, "BlobAlreadyExists")]
    [InlineData(412, "ConditionNotMet")]
    [InlineData(412, "LeaseIdMissing")]
    public async Task WhatStandsInTheWayExists(int status, string code)
    {
        await using var stub = await AzureBlobStub.StartAsync((context, _) => AzureBlobStub.RefuseAsync(context, status, code));
        Assert.Equal(PutOutcome.Exists, await stub.Store.PutIfAbsentAsync("k", Part));
        Assert.Equal(1, stub.Requests);
    }

    [Theory]
    [InlineData(503, "ServerBusy", StoreProblem.Unavailable)]
    [InlineData(500, "InternalError", StoreProblem.Unavailable)]
    [InlineData(401, "InvalidAuthenticationInfo", StoreProblem.AccessDenied)]
    [InlineData(403, "AuthorizationPermissionMismatch", StoreProblem.AccessDenied)]
    [InlineData(404, "ContainerNotFound", StoreProblem.NoSuchStore)]
    [InlineData(400, "InvalidResourceName", StoreProblem.BadKey)]
    [InlineData(409, "ContainerBeingDeleted", StoreProblem.Rejected)]
    public async Task ARefusalSaysWhatItMeansAndNamesPermissionAndBlob(int status, string code, StoreProblem expected)
    {
        await using var stub = await AzureBlobStub.StartAsync((context, _) => AzureBlobStub.RefuseAsync(context, status, code, "worker may not"));
        var failure = await Assert.ThrowsAsync<StoreException>(() => stub.Store.PutIfAbsentAsync("k", Part));
        Assert.Equal(expected, failure.Problem);
        Assert.Equal($"{Blobs}/add/action az://account/container/k: {code}: worker may not", failure.Message);
    }

    [Fact]
    public async Task AServerErrorIsAskedAgainBeforeItCounts()
    {
        await using var stub = await AzureBlobStub.StartAsync((context, request) => request < 2 ? AzureBlobStub.RefuseAsync(context, 503, "ServerBusy") : AzureBlobStub.CreatedAsync(context));
        Assert.Equal(PutOutcome.Created, await stub.Store.PutIfAbsentAsync("k", Part));
    }

    [Fact]
    public async Task AStoreThatDoesNotAnswerIsWorthARetryOfTheTask()
    {
        await using var stub = await AzureBlobStub.StartAsync((context, _) => HttpStub.AbortAsync(context));
        var failure = await Assert.ThrowsAsync<StoreException>(() => stub.Store.HeadAsync("k"));
        Assert.Equal((StoreProblem.Unavailable, 3), (failure.Problem, stub.Requests));
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task AnEtagIsTheSameInAListingAndInAnAnswer()
    {
        await using var stub = await AzureBlobStub.StartAsync((context, _) => context.Request.Query["comp"] == "list"
            ? PageAsync(context, null, "k")
            : context.Request.Headers.IfMatch.ToString() is "" or "\"0xk\"" ? AzureBlobStub.DescribedAsync(context, 200, "\"0xk\"", "text") : AzureBlobStub.RefuseAsync(context, 412, "ConditionNotMet"));
        var etag = (await stub.Store.ListAsync("").SingleAsync()).ETag!;
        Assert.Equal("\"0xk\"", etag);
        using var read = await stub.Store.GetAsync("k", etag);
        Assert.Equal(etag, read!.Info.ETag);
        Assert.Equal(StoreProblem.Changed, (await Assert.ThrowsAsync<StoreException>(() => stub.Store.GetAsync("k", "\"0x2\""))).Problem);
    }

    [Fact]
    public async Task AMissingBlobIsNullAndAMissingContainerIsNot()
    {
        await using var stub = await AzureBlobStub.StartAsync((context, _) =>
            AzureBlobStub.RefuseAsync(context, 404, context.Request.Path.Value!.EndsWith("/k", StringComparison.Ordinal) ? "BlobNotFound" : "ContainerNotFound"));
        Assert.Null(await stub.Store.HeadAsync("k"));
        Assert.Null(await stub.Store.GetAsync("k"));
        Assert.Equal(StoreProblem.NoSuchStore, (await Assert.ThrowsAsync<StoreException>(() => stub.Store.HeadAsync("x"))).Problem);
        Assert.Equal(StoreProblem.NoSuchStore, (await Assert.ThrowsAsync<StoreException>(async () => await stub.Store.ListAsync("p/").ToListAsync())).Problem);
    }

    /// <summary>A short page may have a marker: https://learn.microsoft.com/rest/api/storageservices/list-blobs</summary>
    [Fact]
    public async Task AListingFollowsItsMarkersAndIsInTheOrderOfUtf8Bytes()
    {
        await using var stub = await AzureBlobStub.StartAsync((context, _) => context.Request.Query["marker"].ToString() switch
        {
            "" => PageAsync(context, "m1", "p/😀", "p/b"),
            "m1" => PageAsync(context, "m2"),
            _ => PageAsync(context, null, "p/a", "p/～"),
        });
        Assert.Equal(["p/b", "p/～", "p/😀"], await stub.Store.ListAsync("p/", "p/a").Select(o => o.Key).ToListAsync());
    }

    /// <summary>Addresses are shortened before they are sent, so that such a key would name something outside the container.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("../other/k")]
    [InlineData("a/../../other/k")]
    [InlineData("a/./b")]
    [InlineData("a\nb")]
    public async Task NoKeyLeadsOutOfTheContainer(string key)
    {
        await using var stub = await AzureBlobStub.StartAsync((context, _) => AzureBlobStub.CreatedAsync(context));
        foreach (Func<Task> access in (Func<Task>[])[() => stub.Store.GetAsync(key), () => stub.Store.HeadAsync(key), () => stub.Store.PutIfAbsentAsync(key, Part)])
            Assert.Equal(StoreProblem.BadKey, (await Assert.ThrowsAsync<StoreException>(access)).Problem);
        Assert.Equal(0, stub.Requests);
    }

    static Task PageAsync(HttpContext context, string? next, params string[] names)
    {
        context.Response.ContentType = "application/xml";
        var blobs = names.Select(name => $"<Blob><Name>{name}</Name><Properties><Last-Modified>Wed, 25 Nov 2026 00:00:00 GMT</Last-Modified><Etag>0x{name}</Etag><Content-Length>1</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>");
        return HttpStub.AnswerAsync(context, 200, $"<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>{string.Concat(blobs)}</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>");
    }
}
