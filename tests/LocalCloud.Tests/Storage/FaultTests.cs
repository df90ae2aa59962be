using System.Net;
using Amazon.S3;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>Faults strike tasks as S3's bad days do.</summary>
public sealed class FaultTests
{
    private const string Bucket = LocalStorage.Bucket;

    [Fact]
    public async Task ALostAnswerShowsUpAsPreconditionFailedForOnesOwnObject()
    {
        // At rate 0.5 some of twenty puts lose their first answer and keep the second; the client repeats and meets its own object.
        await using var storage = await LocalStorage.StartAsync(faults: "lost=0.5,seed=3");
        using var s3 = storage.Client();
        var own = 0;
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await s3.PutObjectAsync(ObjectTests.Create($"part/{i}", $"mine {i}"), Cancelled);
            }
            catch (AmazonS3Exception refusal) when (refusal.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                own++;
                Assert.Equal($"mine {i}", await ObjectTests.ReadAsync(s3, $"part/{i}"));
            }
            catch (Exception failure) when (failure is AmazonS3Exception or HttpRequestException)
            {
                // Every answer was lost.
                Assert.Equal($"mine {i}", await ObjectTests.ReadAsync(s3, $"part/{i}"));
            }
        }
        Assert.NotEqual(0, own);
    }

    [Fact]
    public async Task SlowDownComesBeforeTheEffect()
    {
        await using var storage = await LocalStorage.StartAsync(faults: "error=1");
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);
        using var person = storage.Client(storage.Vault.Issue(storage.Authorizer.Operator));

        using var answer = await raw.SendAsync(HttpMethod.Put, $"/{Bucket}/k", "body"u8.ToArray());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("<Code>SlowDown</Code>", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Empty((await person.ListObjectsV2Async(new() { BucketName = Bucket }, Cancelled)).S3Objects ?? []);
    }

    [Fact]
    public async Task TheSameSeedGivesTheSameFaults()
    {
        async Task<List<HttpStatusCode>> RunAsync()
        {
            await using var storage = await LocalStorage.StartAsync(faults: "error=0.5,seed=11");
            using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);
            var seen = new List<HttpStatusCode>();
            for (var i = 0; i < 16; i++)
            {
                using var answer = await raw.SendAsync(HttpMethod.Put, $"/{Bucket}/k{i % 4}", "body"u8.ToArray());
                seen.Add(answer.StatusCode);
            }
            return seen;
        }

        var first = await RunAsync();

        Assert.Equal(first, await RunAsync());
        Assert.Contains(HttpStatusCode.OK, first);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, first);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
