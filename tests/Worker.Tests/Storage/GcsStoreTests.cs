using System.Text;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Storage;

/// <summary>The answers of Cloud Storage that a well-behaved endpoint gives too rarely to wait for.</summary>
public sealed class GcsStoreTests
{
    static readonly byte[] Part = "{\"a\":1}"u8.ToArray();

    [Fact]
    public async Task ALostAnswerOfAWriteThatHappenedIsASuccess()
    {
        await using var stub = await GcsStub.StartAsync((context, request) => (context.Request.Method, request) switch
        {
            ("POST", 0) => HttpStub.AbortAsync(context),
            ("POST", _) => GcsStub.RefuseAsync(context, 412, "At least one of the pre-conditions you specified did not hold."),
            _ => HttpStub.AnswerAsync(context, 200, Encoding.UTF8.GetString(Part)),
        });
        await stub.Store.CommitAsync("k", Part, "never");
        Assert.Equal(3, stub.Requests);
    }

    [Fact]
    public async Task AnObjectOfSomebodyElseIsNot()
    {
        await using var stub = await GcsStub.StartAsync((context, _) => context.Request.Method == "POST" ? GcsStub.RefuseAsync(context, 412) : HttpStub.AnswerAsync(context, 200, "{}"));
        var failure = await Assert.ThrowsAsync<InconsistentException>(() => stub.Store.CommitAsync("k", Part, "the reason"));
        Assert.Equal("gs://bucket: k has other content than expected: the reason", failure.Message);
    }

    /// <summary>https://docs.cloud.google.com/storage/docs/request-preconditions: 0 means that no live object has the name.</summary>
    [Fact]
    public async Task AWriteIsForAnAbsentObjectOnly()
    {
        string? target = null;
        await using var stub = await GcsStub.StartAsync((context, _) =>
        {
            target = context.Request.Path + context.Request.QueryString;
            return GcsStub.DescribeAsync(context);
        });
        Assert.Equal(PutOutcome.Created, await stub.Store.PutIfAbsentAsync("a/b c", Part));
        Assert.Equal("/upload/storage/v1/b/bucket/o?uploadType=media&name=a%2Fb%20c&ifGenerationMatch=0", target);
    }

    [Fact]
    public async Task AnEtagIsAGeneration()
    {
        await using var stub = await GcsStub.StartAsync((context, _) => context.Request.Query["alt"] != "media" ? GcsStub.DescribeAsync(context, generation: 1700000000000001)
            : context.Request.Query["ifGenerationMatch"] == "1700000000000001" ? HttpStub.AnswerAsync(context, 200, "text") : GcsStub.RefuseAsync(context, 412));
        Assert.Equal("1700000000000001", (await stub.Store.HeadAsync("k"))!.ETag);
        using var read = await stub.Store.GetAsync("k", "1700000000000001");
        Assert.NotNull(read);
        Assert.Equal(StoreProblem.Changed, (await Assert.ThrowsAsync<StoreException>(() => stub.Store.GetAsync("k", "1"))).Problem);
    }

    [Theory]
    [InlineData(429, StoreProblem.Unavailable)]
    [InlineData(503, StoreProblem.Unavailable)]
    [InlineData(401, StoreProblem.AccessDenied)]
    [InlineData(403, StoreProblem.AccessDenied)]
    [InlineData(404, StoreProblem.NoSuchStore)]
    [InlineData(400, StoreProblem.Rejected)]
    public async Task ARefusalSaysWhatItMeansAndNamesPermissionAndObject(int status, StoreProblem expected)
    {
        await using var stub = await GcsStub.StartAsync((context, _) => GcsStub.RefuseAsync(context, status, "w@p may not"));
        var failure = await Assert.ThrowsAsync<StoreException>(() => stub.Store.PutIfAbsentAsync("k", Part));
        Assert.Equal(expected, failure.Problem);
        Assert.Equal($"storage.objects.create gs://bucket/k: {status}: w@p may not", failure.Message);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task WhatPassesIsAskedAgainAfterGrowingPauses(int status)
    {
        await using var stub = await GcsStub.StartAsync((context, request) => request < 3 ? GcsStub.RefuseAsync(context, status) : GcsStub.DescribeAsync(context));
        Assert.Equal(PutOutcome.Created, await stub.Store.PutIfAbsentAsync("k", Part));
        Assert.Equal(4, stub.Requests);
        Assert.Equal(stub.Clock.Pauses.Order(), stub.Clock.Pauses);
        Assert.Equal(3, stub.Clock.Pauses.Count);
    }

    [Fact]
    public async Task WhatDoesNotPassIsWorthARetryOfTheTask()
    {
        await using var stub = await GcsStub.StartAsync((context, _) => HttpStub.AbortAsync(context));
        var failure = await Assert.ThrowsAsync<StoreException>(() => stub.Store.HeadAsync("k"));
        Assert.Equal((StoreProblem.Unavailable, 5), (failure.Problem, stub.Requests));
    }

    [Fact]
    public async Task ATransferThatBreaksIsWorthARetry()
    {
        await using var stub = await GcsStub.StartAsync((context, _) => HttpStub.BreakAsync(context));
        var failure = await Assert.ThrowsAsync<StoreException>(() => stub.Store.ReadAsync("k"));
        Assert.Equal((StoreProblem.Unavailable, "storage.objects.get"), (failure.Problem, failure.Action));
    }

    [Fact]
    public async Task AMissingObjectIsNullAndAMissingBucketIsNot()
    {
        await using var stub = await GcsStub.StartAsync((context, _) => GcsStub.RefuseAsync(
            context, 404, context.Request.Path.Value!.EndsWith("/k", StringComparison.Ordinal) ? "No such object: bucket/k" : "The specified bucket does not exist."));
        Assert.Null(await stub.Store.HeadAsync("k"));
        Assert.Null(await stub.Store.GetAsync("k"));
        Assert.Equal(StoreProblem.NoSuchStore, (await Assert.ThrowsAsync<StoreException>(() => stub.Store.HeadAsync("x"))).Problem);
        Assert.Equal(StoreProblem.NoSuchStore, (await Assert.ThrowsAsync<StoreException>(async () => await stub.Store.ListAsync("p/").ToListAsync())).Problem);
    }

    /// <summary>https://docs.cloud.google.com/storage/docs/json_api/v1/objects/list: startOffset is part of the answer.</summary>
    [Fact]
    public async Task AListingFollowsItsPagesAndLeavesOutItsStart()
    {
        await using var stub = await GcsStub.StartAsync((context, _) => HttpStub.AnswerAsync(context, 200, context.Request.Query["pageToken"] == "t+/="
            ? $$"""{"items":[{{GcsStub.Describe("p/c")}}]}"""
            : $$"""{"items":[{{GcsStub.Describe("p/a")}},{{GcsStub.Describe("p/b")}}],"nextPageToken":"t+/="}"""));
        Assert.Equal(["p/b", "p/c"], await stub.Store.ListAsync("p/", "p/a").Select(o => o.Key).ToListAsync());
    }

    [Fact]
    public async Task ATokenThatIsRefusedIsFetchedAnewOnce()
    {
        var fetched = 0;
        var tokens = new GoogleTokens(_ => Task.FromResult(new GoogleToken($"t{++fetched}", TimeSpan.FromHours(1))), TimeProvider.System);
        await using var stub = await GcsStub.StartAsync((context, _) => context.Request.Headers.Authorization == "Bearer t2" ? GcsStub.DescribeAsync(context) : GcsStub.RefuseAsync(context, 401), tokens);
        Assert.NotNull(await stub.Store.HeadAsync("k"));
        Assert.Equal((2, 2), (fetched, stub.Requests));
    }
}
