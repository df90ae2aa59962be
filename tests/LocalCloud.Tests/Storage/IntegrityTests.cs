using System.Net;
using System.Text;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>What a client says about its bytes is verified before there is an object.</summary>
public sealed class IntegrityTests
{
    private const string Bucket = LocalStorage.Bucket;
    private static readonly byte[] Body = "123456789"u8.ToArray();

    // The check values that the CRC catalogue gives for "123456789" (https://reveng.sourceforge.io/crc-catalogue/all.htm), in base64,
    // and its SHA-256 by `printf 123456789 | openssl dgst -sha256 -binary | base64`.
    public static TheoryData<string, string> CheckValues => new()
    {
        { "x-amz-checksum-crc32", Base64("CBF43926") },
        { "x-amz-checksum-crc32c", Base64("E3069283") },
        { "x-amz-checksum-crc64nvme", Base64("AE8B14860A799888") },
        { "x-amz-checksum-sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=" },
    };

    [Theory]
    [MemberData(nameof(CheckValues))]
    public async Task AChecksumThatHoldsIsStoredAndOneThatDoesNotIsBadDigest(string header, string value)
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);

        using var wrong = await raw.SendAsync(HttpMethod.Put, $"/{Bucket}/k", "123456780"u8.ToArray(), new() { [header] = value });
        using var nothing = await raw.SendAsync(HttpMethod.Get, $"/{Bucket}/k");
        using var right = await raw.SendAsync(HttpMethod.Put, $"/{Bucket}/k", Body, new() { [header] = value });
        using var read = await raw.SendAsync(HttpMethod.Get, $"/{Bucket}/k", headers: new() { ["x-amz-checksum-mode"] = "ENABLED" });

        Assert.Equal(("BadDigest", HttpStatusCode.NotFound, HttpStatusCode.OK), (await CodeAsync(wrong), nothing.StatusCode, right.StatusCode));
        Assert.Equal(value, read.Headers.GetValues(header).Single());
    }

    [Theory]
    [InlineData("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n", "9", "OK")]
    [InlineData("4\r\n1234\r\n5\r\n56789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n", "9", "OK")]
    [InlineData("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "9", "BadDigest")]
    [InlineData("9\r\n123456789\r\n0\r\n\r\n", "9", "IncompleteBody")]
    [InlineData("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n", "8", "IncompleteBody")]
    [InlineData("9\r\n1234", "9", "IncompleteBody")]
    [InlineData("8\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n", "9", "IncompleteBody")]
    [InlineData("zz\r\n123456789\r\n", "9", "IncompleteBody")]
    public async Task ATrailingChecksumIsReadBehindTheChunks(string framed, string length, string outcome)
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);
        var headers = new Dictionary<string, string> { ["x-amz-decoded-content-length"] = length, ["x-amz-trailer"] = "x-amz-checksum-crc32" };

        using var answer = await raw.SendAsync(HttpMethod.Put, $"/{Bucket}/k", Encoding.ASCII.GetBytes(framed), headers, "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        using var read = await raw.SendAsync(HttpMethod.Get, $"/{Bucket}/k");

        Assert.Equal(outcome, answer.IsSuccessStatusCode ? "OK" : await CodeAsync(answer));
        Assert.Equal(outcome == "OK" ? "123456789" : "", read.IsSuccessStatusCode ? await read.Content.ReadAsStringAsync(Cancelled) : "");
    }

    [Fact]
    public async Task AnObjectInPartsIsTheirBytesInOrder()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        var (first, second) = (new byte[5 * 1024 * 1024], "tail"u8.ToArray());
        var id = (await s3.InitiateMultipartUploadAsync(Bucket, "big", Cancelled)).UploadId;
        var parts = new List<PartETag>
        {
            new(await UploadAsync(s3, id, 1, first)),
            new(await UploadAsync(s3, id, 2, second)),
        };

        var complete = new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "big", UploadId = id, PartETags = parts, IfNoneMatch = "*" };
        var done = await s3.CompleteMultipartUploadAsync(complete, Cancelled);
        using var read = await s3.GetObjectAsync(Bucket, "big", Cancelled);
        using var bytes = new MemoryStream();
        await read.ResponseStream.CopyToAsync(bytes, Cancelled);

        Assert.Equal([.. first, .. second], bytes.ToArray());
        // md5(md5(5 MiB of zeros) + md5("tail")), by md5sum and xxd.
        Assert.Equal("\"47693b6aafc99e607a33f321da4dc903-2\"", done.ETag);
        var again = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.CompleteMultipartUploadAsync(complete, Cancelled));
        Assert.Equal("NoSuchUpload", again.ErrorCode);
    }

    [Fact]
    public async Task AMultipartUploadLosesAgainstAnObjectThatCameFirst()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        var id = (await s3.InitiateMultipartUploadAsync(Bucket, "k", Cancelled)).UploadId;
        var part = await UploadAsync(s3, id, 1, "late"u8.ToArray(), "k");
        await s3.PutObjectAsync(ObjectTests.Create("k", "early"), Cancelled);

        var refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.CompleteMultipartUploadAsync(
            new() { BucketName = Bucket, Key = "k", UploadId = id, PartETags = [new(part)], IfNoneMatch = "*" }, Cancelled));
        await s3.AbortMultipartUploadAsync(Bucket, "k", id, Cancelled);

        Assert.Equal(HttpStatusCode.PreconditionFailed, refusal.StatusCode);
        Assert.Equal("early", await ObjectTests.ReadAsync(s3, "k"));
    }

    [Fact]
    public async Task PartsThatAreTooSmallOrWereNotUploadedAreRefused()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        var id = (await s3.InitiateMultipartUploadAsync(Bucket, "k", Cancelled)).UploadId;
        var (one, two) = (new PartETag(await UploadAsync(s3, id, 1, "1"u8.ToArray(), "k")), new PartETag(await UploadAsync(s3, id, 2, "2"u8.ToArray(), "k")));
        async Task<string> CompleteAsync(params List<PartETag> parts) => (await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.CompleteMultipartUploadAsync(
            new() { BucketName = Bucket, Key = "k", UploadId = id, PartETags = parts }, Cancelled))).ErrorCode;

        Assert.Equal("EntityTooSmall", await CompleteAsync(one, two));
        Assert.Equal("InvalidPart", await CompleteAsync(new PartETag(3, two.ETag)));
        Assert.Equal("InvalidPart", await CompleteAsync(new PartETag(1, two.ETag)));
    }

    private static Task<UploadPartResponse> UploadAsync(AmazonS3Client s3, string id, int number, byte[] bytes, string key = "big") =>
        s3.UploadPartAsync(new() { BucketName = Bucket, Key = key, UploadId = id, PartNumber = number, InputStream = new MemoryStream(bytes), PartSize = bytes.Length }, Cancelled);

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        XElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).Element("Code")!.Value;

    private static string Base64(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
