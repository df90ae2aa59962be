using System.Text;
using System.Xml.Linq;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Blob;

/// <summary>Answers of the endpoint, as Blob Storage documents them.</summary>
public sealed class BlobObjectTests
{
    /// <summary>https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations</summary>
    [Fact]
    public async Task WritesAnswerTheirConditions()
    {
        await using var storage = await LocalBlob.StartAsync();
        var (status, etag) = await storage.PutAsync("a", "one", "If-None-Match: *");
        Assert.Equal(201, status);
        Assert.Equal(409, (await storage.PutAsync("a", "two", "If-None-Match: *")).Status);
        Assert.Equal(412, (await storage.PutAsync("a", "two", "If-Match: \"0x1\"")).Status);
        Assert.Equal(412, (await storage.PutAsync("b", "two", "If-Match: \"0x1\"")).Status);
        var (replaced, next) = await storage.PutAsync("a", "two", $"If-Match: {etag}");
        Assert.Equal(201, replaced);
        Assert.NotEqual(etag, next);
    }

    [Fact]
    public async Task ReadsAnswerConditionsAndRanges()
    {
        await using var storage = await LocalBlob.StartAsync();
        var (_, etag) = await storage.PutAsync("a", "0123456789");
        Assert.Equal((206, "23"), await GetAsync(storage, "x-ms-range: bytes=2-3", "Range: bytes=5-6"));
        Assert.Equal((206, "89"), await GetAsync(storage, "Range: bytes=8-", $"If-Match: {etag}"));
        Assert.Equal(416, (await GetAsync(storage, "Range: bytes=10-")).Status);
        Assert.Equal(412, (await GetAsync(storage, "If-Match: \"0x1\"")).Status);
        Assert.Equal((304, ""), await GetAsync(storage, $"If-None-Match: {etag}"));
    }

    [Fact]
    public async Task AListingGoesOnFromItsMarker()
    {
        await using var storage = await LocalBlob.StartAsync();
        foreach (var name in (string[])["p/a", "p/b", "p/c", "q"])
        {
            await storage.PutAsync(name, "text");
        }
        var (names, marker) = await ListAsync(storage, "&prefix=p/&maxresults=2");
        Assert.Equal("p/a p/b", names);
        Assert.Equal(("p/c", ""), await ListAsync(storage, $"&prefix=p/&maxresults=2&marker={Uri.EscapeDataString(marker)}"));
    }

    [Theory]
    [InlineData("PUT", "?comp=block&blockid=AA", "with comp=block")]
    [InlineData("PUT", "", "x-ms-blob-type: AppendBlob", "x-ms-blob-type: AppendBlob")]
    [InlineData("PUT", "", "'x-ms-lease-id'", "x-ms-blob-type: BlockBlob", "x-ms-lease-id: 1")]
    [InlineData("PUT", "", "If-None-Match: \"0x1\"", "x-ms-blob-type: BlockBlob", "If-None-Match: \"0x1\"")]
    [InlineData("GET", "?snapshot=1", "'snapshot'")]
    [InlineData("GET", "", "'if-modified-since'", "If-Modified-Since: Wed, 25 Nov 2026 00:00:00 GMT")]
    [InlineData("DELETE", "", "DELETE on a blob")]
    public async Task WhatIsNotModelledIsRefusedByName(string method, string query, string expected, params string[] headers)
    {
        await using var storage = await LocalBlob.StartAsync();
        var (status, body, _) = await storage.SendAsync(new(method), $"{LocalBlob.Container}/a{query}", body: method == "PUT" ? "text" : null, headers: headers);
        Assert.Equal(501, status);
        Assert.Contains(expected, System.Net.WebUtility.HtmlDecode(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("marker=made-up", "InvalidInput")]
    [InlineData("maxresults=0", "OutOfRangeQueryParameterValue")]
    [InlineData("maxresults=x", "OutOfRangeQueryParameterValue")]
    public async Task AListingRefusesWhatItCannotRead(string parameter, string code)
    {
        await using var storage = await LocalBlob.StartAsync();
        var (status, _, headers) = await storage.SendAsync(HttpMethod.Get, $"{LocalBlob.Container}?restype=container&comp=list&{parameter}");
        Assert.Equal((400, code), (status, headers.GetValues("x-ms-error-code").Single()));
    }

    [Fact]
    public async Task LostAnswersLeaveEveryBlobOnceAndWhole()
    {
        await using var storage = await LocalBlob.StartAsync(faults: "lost=0.3,seed=3");
        foreach (var index in Enumerable.Range(0, 3))
        {
            await storage.Store.CommitAsync($"k{index}", Encoding.UTF8.GetBytes("text"), "never");
        }
        Assert.Equal(3, (await storage.Store.ListAsync("k").ToListAsync()).Count);
    }

    private static async Task<(int Status, string Body)> GetAsync(LocalBlob storage, params string[] headers)
    {
        var (status, body, _) = await storage.SendAsync(HttpMethod.Get, $"{LocalBlob.Container}/a", headers: headers);
        return (status, status < 400 ? body : "");
    }

    private static async Task<(string Names, string Marker)> ListAsync(LocalBlob storage, string query)
    {
        var (_, body, _) = await storage.SendAsync(HttpMethod.Get, $"{LocalBlob.Container}?restype=container&comp=list{query}");
        var document = XElement.Parse(body);
        return (string.Join(' ', document.Descendants("Name").Select(name => name.Value)), document.Element("NextMarker")!.Value);
    }
}
