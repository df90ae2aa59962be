using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.Storage.Gcs;

/// <summary>What Cloud Storage documents about reading, writing and listing objects, seen on the wire.</summary>
public sealed class GcsObjectTests
{
    private const string Objects = $"/storage/v1/b/{LocalGcs.Bucket}/o";

    /// <summary>https://docs.cloud.google.com/storage/docs/request-preconditions</summary>
    [Theory]
    [InlineData("ifGenerationMatch={0}", 200)]
    [InlineData("ifGenerationMatch=1", 412)]
    [InlineData("ifGenerationNotMatch={0}", 304)]
    [InlineData("ifGenerationNotMatch=1", 200)]
    [InlineData("generation={0}", 200)]
    [InlineData("generation=1", 404)]
    [InlineData("ifGenerationMatch=x", 400)]
    public async Task ConditionOfARead(string condition, int expected)
    {
        await using var storage = await LocalGcs.StartAsync();
        var generation = await storage.PutAsync("a/b", "text");
        foreach (var media in new[] { "", "&alt=media" })
        {
            Assert.Equal(expected, (await storage.SendAsync(HttpMethod.Get, $"{Objects}/a%2Fb?{condition.Replace("{0}", generation, StringComparison.Ordinal)}{media}")).Status);
        }
    }

    [Fact]
    public async Task EveryWriteIsANewGenerationAndZeroMeansAbsent()
    {
        await using var storage = await LocalGcs.StartAsync(LocalGcs.State("roles/storage.objectUser"));
        var first = await storage.PutAsync("a", "one", "&ifGenerationMatch=0");
        Assert.Contains("412", (await Assert.ThrowsAsync<InvalidOperationException>(() => storage.PutAsync("a", "two", "&ifGenerationMatch=0"))).Message, StringComparison.Ordinal);
        var second = await storage.PutAsync("a", "two", $"&ifGenerationMatch={first}");
        Assert.True(long.Parse(second, System.Globalization.CultureInfo.InvariantCulture) > long.Parse(first, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("412", (await Assert.ThrowsAsync<InvalidOperationException>(() => storage.PutAsync("a", "three", $"&ifGenerationMatch={first}"))).Message, StringComparison.Ordinal);
        Assert.Contains("412", (await Assert.ThrowsAsync<InvalidOperationException>(() => storage.PutAsync("b", "one", $"&ifGenerationMatch={first}"))).Message, StringComparison.Ordinal);
        Assert.Equal("two", (await storage.SendAsync(HttpMethod.Get, $"{Objects}/a?alt=media")).Body);
    }

    [Fact]
    public async Task MetadataHoldsInt64AsText()
    {
        await using var storage = await LocalGcs.StartAsync();
        var generation = await storage.PutAsync("a", "text");
        var metadata = await storage.JsonAsync($"{Objects}/a");
        Assert.Equal("4", (string?)metadata["size"]);
        Assert.Equal(generation, (string?)metadata["generation"]);
        // echo -n text | openssl md5 -binary | base64
        Assert.Equal("HLJR7A1WjeapKbUgxK7Y0Q==", (string?)metadata["md5Hash"]);
    }

    [Fact]
    public async Task ListHasPagesPrefixesAndAnInclusiveStart()
    {
        await using var storage = await LocalGcs.StartAsync();
        foreach (var name in (string[])["a/1", "a/2", "a/3", "b", "c/1"])
        {
            await storage.PutAsync(name, name);
        }
        var page = await storage.JsonAsync($"{Objects}?prefix=a%2F&startOffset=a%2F2&maxResults=1");
        Assert.Equal(["a/2"], Names(page));
        Assert.Equal(["a/3"], Names(await storage.JsonAsync($"{Objects}?prefix=a%2F&startOffset=a%2F2&pageToken={Uri.EscapeDataString((string)page["nextPageToken"]!)}")));
        var folders = await storage.JsonAsync($"{Objects}?delimiter=%2F");
        Assert.Equal(["b"], Names(folders));
        Assert.Equal(["a/", "c/"], folders["prefixes"]!.AsArray().Select(prefix => (string?)prefix));
        Assert.False((await storage.JsonAsync($"{Objects}?prefix=none")).AsObject().ContainsKey("items"));
    }

    [Fact]
    public async Task FieldsCutTheAnswer()
    {
        await using var storage = await LocalGcs.StartAsync();
        await storage.PutAsync("a", "text");
        Assert.Equal("""{"items":[{"name":"a","size":"4"}]}""", (await storage.JsonAsync($"{Objects}?fields=items(name,size),nextPageToken")).ToJsonString());
        Assert.Equal(400, (await storage.SendAsync(HttpMethod.Get, $"{Objects}?fields=items(name")).Status);
    }

    [Fact]
    public async Task ObjectsSurviveTheDeathOfTheProcess()
    {
        var first = await LocalGcs.StartAsync();
        var generation = await first.PutAsync("a", "text");
        await using var second = await LocalGcs.StartAsync(dataRoot: await first.StopAsync());
        Assert.Equal(generation, (await second.Store.HeadAsync("a"))!.ETag);
    }

    [Theory]
    [InlineData("GET", Objects + "/none", 404, "No such object: fleet-data/none")]
    [InlineData("GET", "/storage/v1/b/other/o/none", 404, "The specified bucket does not exist")]
    [InlineData("GET", "/storage/v1/b/fleet-data", 501, "does not model GET /storage/v1/b/fleet-data")]
    [InlineData("DELETE", Objects + "/a", 501, "does not model DELETE on an object")]
    [InlineData("GET", Objects + "?versions=true", 501, "the parameter 'versions' of objects.list")]
    [InlineData("POST", "/upload" + Objects + "?uploadType=resumable&name=a", 501, "uploadType=resumable")]
    [InlineData("POST", "/upload" + Objects + "?uploadType=media&name=a%0Ab", 400, "Invalid object name")]
    [InlineData("POST", "/upload" + Objects + "?uploadType=media", 400, "Invalid object name")]
    [InlineData("GET", Objects + "?pageToken=!", 400, "Invalid value '!' for pageToken")]
    public async Task RefusalsAreInTheApisWords(string method, string target, int status, string expected)
    {
        await using var storage = await LocalGcs.StartAsync();
        var answer = await storage.SendAsync(new(method), target, body: method == "POST" ? "" : null);
        Assert.Equal(status, answer.Status);
        var error = JsonNode.Parse(answer.Body)!["error"]!;
        Assert.Equal(status, (int)error["code"]!);
        Assert.Contains(expected, (string)error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeaderThatIsNotModelledIsRefused()
    {
        await using var storage = await LocalGcs.StartAsync();
        var answer = await storage.SendAsync(HttpMethod.Get, $"{Objects}/a", header: "Range: bytes=0-1");
        Assert.Contains("the header 'range' of objects.get", (string)JsonNode.Parse(answer.Body)!["error"]!["message"]!, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(JsonNode list) => list["items"]!.AsArray().Select(item => (string?)item!["name"]);
}
