using System.Text;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Storage;

/// <summary>The answers of S3 that a well-behaved endpoint gives too rarely to wait for.</summary>
public sealed class S3StoreTests
{
    static readonly byte[] Part = "{\"a\":1}"u8.ToArray();

    [Fact]
    public async Task ALostAnswerOfAWriteThatHappenedIsASuccess()
    {
        await using var stub = await S3Stub.StartAsync((context, request) => (context.Request.Method, request) switch
        {
            ("PUT", 0) => HttpStub.AbortAsync(context),
            ("PUT", _) => S3Stub.RefuseAsync(context, 412, "PreconditionFailed"),
            _ => HttpStub.AnswerAsync(context, 200, Encoding.UTF8.GetString(Part)),
        });
        await stub.Store.CommitAsync("k", Part, "never");
        Assert.Equal(3, stub.Requests);
    }

    [Fact]
    public async Task AnObjectOfSomebodyElseIsNot()
    {
        await using var stub = await S3Stub.StartAsync((context, _) => context.Request.Method == "PUT"
            ? S3Stub.RefuseAsync(context, 412, "PreconditionFailed")
            : HttpStub.AnswerAsync(context, 200, "{}"));
        var failure = await Assert.ThrowsAsync<InconsistentException>(() => stub.Store.CommitAsync("k", Part, "the reason"));
        Assert.Equal("s3://bucket: k has other content than expected: the reason", failure.Message);
    }

    [Fact]
    public async Task AWriteIsConditional()
    {
        string? condition = null;
        await using var stub = await S3Stub.StartAsync((context, _) =>
        {
            condition = context.Request.Headers.IfNoneMatch;
            return HttpStub.AnswerAsync(context, 200);
        });
        Assert.Equal(PutOutcome.Created, await stub.Store.PutIfAbsentAsync("k", Part));
        Assert.Equal("*", condition);
    }

    [Fact]
    public async Task AConflictIsTriedAgain()
    {
        await using var stub = await S3Stub.StartAsync((context, request) => request < 2
            ? S3Stub.RefuseAsync(context, 409, "ConditionalRequestConflict")
            : HttpStub.AnswerAsync(context, 200));
        Assert.Equal(PutOutcome.Created, await stub.Store.PutIfAbsentAsync("k", Part));
        Assert.Equal(3, stub.Requests);
    }

    [Fact]
    public async Task AConflictWithoutEndIsWorthARetryOfTheTask()
    {
        await using var stub = await S3Stub.StartAsync((context, _) => S3Stub.RefuseAsync(context, 409, "ConditionalRequestConflict"));
        var failure = await Assert.ThrowsAsync<StoreException>(() => stub.Store.PutIfAbsentAsync("k", Part));
        Assert.Equal(StoreProblem.Unavailable, failure.Problem);
    }

    [Theory]
    [InlineData(503, "SlowDown", StoreProblem.Unavailable)]
    [InlineData(500, "InternalError", StoreProblem.Unavailable)]
    [InlineData(400, "ExpiredToken", StoreProblem.Unavailable)]
    [InlineData(403, "AccessDenied", StoreProblem.AccessDenied)]
    [InlineData(404, "NoSuchBucket", StoreProblem.NoSuchStore)]
    [InlineData(400, "KeyTooLongError", StoreProblem.BadKey)]
    [InlineData(301, "PermanentRedirect", StoreProblem.Rejected)]
    public async Task ARefusalSaysWhatItMeansAndNamesActionAndObject(int status, string code, StoreProblem expected)
    {
        await using var stub = await S3Stub.StartAsync((context, _) => S3Stub.RefuseAsync(context, status, code, "role r may not"));
        var failure = await Assert.ThrowsAsync<StoreException>(() => stub.Store.PutIfAbsentAsync("k", Part));
        Assert.Equal(expected, failure.Problem);
        Assert.Equal($"s3:PutObject s3://bucket/k: {code}: role r may not", failure.Message);
    }

    [Fact]
    public async Task AServerErrorIsAskedAgainBeforeItCounts()
    {
        await using var stub = await S3Stub.StartAsync((context, request) => request == 0
            ? S3Stub.RefuseAsync(context, 503, "SlowDown")
            : HttpStub.AnswerAsync(context, 200));
        Assert.Equal(PutOutcome.Created, await stub.Store.PutIfAbsentAsync("k", Part));
    }

    [Fact]
    public async Task ATransferThatBreaksIsWorthARetry()
    {
        await using var stub = await S3Stub.StartAsync((context, _) => HttpStub.BreakAsync(context));
        var failure = await Assert.ThrowsAsync<StoreException>(() => stub.Store.ReadAsync("k"));
        Assert.Equal((StoreProblem.Unavailable, "s3:GetObject"), (failure.Problem, failure.Action));
    }

    [Fact]
    public async Task AChangedObjectIsNotRead()
    {
        await using var stub = await S3Stub.StartAsync((context, _) => context.Request.Headers.IfMatch == "\"e1\""
            ? S3Stub.RefuseAsync(context, 412, "PreconditionFailed")
            : HttpStub.AnswerAsync(context, 200));
        Assert.Equal(StoreProblem.Changed, (await Assert.ThrowsAsync<StoreException>(() => stub.Store.GetAsync("k", "\"e1\""))).Problem);
    }

    [Fact]
    public async Task AMissingObjectIsNull()
    {
        await using var stub = await S3Stub.StartAsync((context, _) => context.Request.Method == "HEAD"
            ? HttpStub.AnswerAsync(context, 404)
            : S3Stub.RefuseAsync(context, 404, "NoSuchKey"));
        Assert.Null(await stub.Store.HeadAsync("k"));
        Assert.Null(await stub.Store.GetAsync("k"));
    }

    [Fact]
    public async Task AListingFollowsItsPages()
    {
        await using var stub = await S3Stub.StartAsync((context, _) => HttpStub.AnswerAsync(
            context, 200, context.Request.Query["continuation-token"] == "t" ? Page("b", null) : Page("a", "t")));
        Assert.Equal(["p/a", "p/b"], await stub.Store.ListAsync("p/").Select(o => o.Key).ToListAsync());
    }

    static string Page(string name, string? next) =>
        $"<ListBucketResult><Name>bucket</Name><IsTruncated>{(next is null ? "false" : "true")}</IsTruncated><Contents><Key>p/{name}</Key><ETag>\"e\"</ETag><Size>1</Size></Contents>"
        + (next is null ? "" : $"<NextContinuationToken>{next}</NextContinuationToken>") + "</ListBucketResult>";
}
