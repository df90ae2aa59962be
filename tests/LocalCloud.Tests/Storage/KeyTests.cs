using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>Any legal key is an object of its own and names no other place.</summary>
public sealed class KeyTests
{
    private const string Bucket = LocalStorage.Bucket;

    public static TheoryData<string> NastyKeys => new(
        "plain", "..", "../escape", "../../../../etc/passwd", "a/../b", "a/./b", "./a", "/leading", "a//b", "trailing/", "///", "sp ace", "pl+us", "a%2Fb", "a%b",
        "q?x=1&y=2", "hash#tag", "back\\slash", "tab\tkey", "new\nline", "bell\u0007", "quote\"'<>&", "ümläut", "日本語", "😀", "CASE", "case", "con", "a:b*c|d",
        new string('k', 1024), string.Concat(Enumerable.Repeat("d/", 512)), "İstanbul", "ß", "~tilde-_.!*'()");

    [Theory]
    [MemberData(nameof(NastyKeys))]
    public async Task AnyLegalKeyIsWrittenReadListedAndDeleted(string key)
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);
        var body = Encoding.UTF8.GetBytes("body of " + key);

        using var written = await raw.SendAsync(HttpMethod.Put, RawS3.Path(Bucket, key), body);
        using var read = await raw.SendAsync(HttpMethod.Get, RawS3.Path(Bucket, key));
        using var listed = await raw.SendAsync(HttpMethod.Get, $"/{Bucket}?encoding-type=url&list-type=2");
        var keys = Elements(await listed.Content.ReadAsStringAsync(Cancelled), "Key");
        using var deleted = await raw.SendAsync(HttpMethod.Delete, RawS3.Path(Bucket, key));
        using var gone = await raw.SendAsync(HttpMethod.Get, RawS3.Path(Bucket, key));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (written.StatusCode, read.StatusCode));
        Assert.Equal(body, await read.Content.ReadAsByteArrayAsync(Cancelled));
        Assert.Equal([key], keys.Select(Uri.UnescapeDataString));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task NoKeyLeavesTheBucketsFolder()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);
        foreach (var key in (string[])["../outside", "../../outside", "/tmp/outside", "..", "a/../../../outside"])
        {
            using var written = await raw.SendAsync(HttpMethod.Put, RawS3.Path(Bucket, key), "x"u8.ToArray());
            Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        }

        var files = Directory.GetFiles(storage.DataRoot, "*", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(Path.GetRelativePath(storage.DataRoot, file)));

        Assert.Equal([Path.Combine("s3", Bucket, "objects")], files.Distinct());
        Assert.Equal(5, files.Count());
    }

    [Theory]
    [InlineData("/../../etc/passwd", HttpStatusCode.NotFound, "NoSuchBucket")]
    [InlineData("/../fleet-data/k", HttpStatusCode.NotFound, "NoSuchBucket")]
    [InlineData("/fleet-data/k?uploadId=..%2F..%2Fobjects", HttpStatusCode.NotFound, "NoSuchUpload")]
    public async Task TraversalInBucketsAndUploadIdsFindsNothing(string target, HttpStatusCode status, string code)
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);

        using var answer = await raw.SendAsync(target.Contains('?', StringComparison.Ordinal) ? HttpMethod.Delete : HttpMethod.Get, target);
        var error = XElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled));

        Assert.Equal((status, code), (answer.StatusCode, error.Element("Code")!.Value));
    }

    [Fact]
    public async Task KeysBeyond1024BytesAreRefused()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);

        using var answer = await raw.SendAsync(HttpMethod.Put, RawS3.Path(Bucket, new string('ü', 513)), []);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("KeyTooLongError", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task NoCultureChangesWhatIsAnswered(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        await using var storage = await LocalStorage.StartAsync();
        using var s3 = storage.Client();
        await s3.PutObjectAsync(ObjectTests.Create("I/i", new string('x', 12345)), Cancelled);

        var listed = Assert.Single((await s3.ListObjectsV2Async(new() { BucketName = Bucket, Prefix = "I" }, Cancelled)).S3Objects);
        var head = await s3.GetObjectMetadataAsync(Bucket, "I/i", Cancelled);

        Assert.Equal((12345L, 12345L), (listed.Size!.Value, head.ContentLength));
        Assert.InRange(head.LastModified!.Value.ToUniversalTime(), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));
    }

    private static IEnumerable<string> Elements(string xml, string name) =>
        XElement.Parse(xml).Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
