using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CloudStacks.Worker.Storage;

/// <summary>
/// A bucket of Google Cloud Storage by its JSON API (https://docs.cloud.google.com/storage/docs/json_api/v1/objects); Google's own client needs
/// reflection that a natively compiled program lacks. An object's etag here is its generation.
/// </summary>
public sealed class GcsStore(GcsClient client, string bucket) : IObjectStore
{
    const string GetObject = "storage.objects.get";
    const string CreateObject = "storage.objects.create";
    const string ListObjects = "storage.objects.list";

    public string Address => $"gs://{bucket}";

    public async Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default)
    {
        if (ifMatch is not null && !IsGeneration(ifMatch))
            return await HeadAsync(key, cancellation) is { } head ? throw Changed(key, $"generation {head.ETag}, expected {ifMatch}") : null;

        var target = $"{PathOf(key)}?alt=media{(ifMatch is null ? "" : $"&ifGenerationMatch={ifMatch}")}";
        var answer = await AskAsync(GetObject, key, () => AsStored(target), cancellation);
        if (answer is null)
            return null;

        var info = new ObjectInfo(key, answer.Content.Headers.ContentLength ?? 0, answer.Headers.TryGetValues("x-goog-generation", out var generation) ? generation.First() : null);
        var body = await answer.Content.ReadAsStreamAsync(cancellation);
        return new StoredObject(info, new StoreTransfer(body, (e, stop) => Failure(e, GetObject, key, stop)), answer);
    }

    public async Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default)
    {
        var target = $"/upload/storage/v1/b/{bucket}/o?uploadType=media&name={Uri.EscapeDataString(key)}&ifGenerationMatch=0";
        using var answer = await SendAsync(CreateObject, key, () => new(HttpMethod.Post, target) { Content = new RepeatableContent(content) }, cancellation);
        return answer.StatusCode == HttpStatusCode.PreconditionFailed ? PutOutcome.Exists
            : answer.IsSuccessStatusCode ? PutOutcome.Created
            : throw await GcsErrors.ReadAsync(answer, CreateObject, $"{Address}/{key}", cancellation);
    }

    public async Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default)
    {
        using var answer = await AskAsync(GetObject, key, () => new(HttpMethod.Get, PathOf(key)), cancellation);
        return answer is null ? null : Describe(await ReadAsync(answer, GetObject, key, GcsJson.Default.GcsObject, cancellation));
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var query = $"/storage/v1/b/{bucket}/o?fields=items(name,size,generation),nextPageToken&prefix={Uri.EscapeDataString(prefix)}";
        if (startAfter is not null)
            query += $"&startOffset={Uri.EscapeDataString(startAfter)}";
        var token = "";
        do
        {
            var target = query + token;
            using var answer = await AskAsync(ListObjects, prefix, () => new(HttpMethod.Get, target), cancellation)
                ?? throw new StoreException(StoreProblem.NoSuchStore, ListObjects, $"{Address}/{prefix}", "there is no such bucket");
            var page = await ReadAsync(answer, ListObjects, prefix, GcsJson.Default.GcsPage, cancellation);
            // The offset itself is part of the answer.
            foreach (var found in (page.Items ?? []).Where(found => found.Name != startAfter))
                yield return Describe(found);
            token = page.NextPageToken is { Length: > 0 } next ? $"&pageToken={Uri.EscapeDataString(next)}" : "";
        }
        while (token.Length > 0);
    }

    /// <summary>The answer to a read; null where the object does not exist.</summary>
    async Task<HttpResponseMessage?> AskAsync(string permission, string key, Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        var answer = await SendAsync(permission, key, create, cancellation);
        if (answer.IsSuccessStatusCode)
            return answer;

        using (answer)
        {
            var refusal = await GcsErrors.ReadAsync(answer, permission, $"{Address}/{key}", cancellation);
            return refusal.Problem == StoreProblem.NoSuchStore && !GcsErrors.IsAboutTheBucket(refusal) ? null : throw refusal;
        }
    }

    async Task<HttpResponseMessage> SendAsync(string permission, string key, Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(create, cancellation);
        }
        catch (Exception e) when (Failure(e, permission, key, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    async Task<T> ReadAsync<T>(HttpResponseMessage answer, string permission, string key, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(body, type, cancellation) ?? throw new JsonException("the answer is null");
        }
        catch (Exception e) when (Failure(e, permission, key, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    StoreException? Failure(Exception e, string permission, string key, CancellationToken cancellation) =>
        GcsErrors.IsFailure(e, cancellation) ? GcsErrors.Translate(e, permission, $"{Address}/{key}") : null;

    StoreException Changed(string key, string detail) => new(StoreProblem.Changed, GetObject, $"{Address}/{key}", detail);

    // What is stored as gzip would be unpacked on the way, so that size and content disagree: https://docs.cloud.google.com/storage/docs/transcoding.
    static HttpRequestMessage AsStored(string target) => new(HttpMethod.Get, target) { Headers = { AcceptEncoding = { new("gzip") } } };

    string PathOf(string key) => $"/storage/v1/b/{bucket}/o/{Uri.EscapeDataString(key)}";

    static ObjectInfo Describe(GcsObject found) => new(found.Name, found.Size, found.Generation.ToString(CultureInfo.InvariantCulture));

    static bool IsGeneration(string etag) => long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>A body that is read anew for every attempt, and that leaves its stream open.</summary>
    sealed class RepeatableContent(Stream content) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(stream, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => CopyAsync(stream, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }

        Task CopyAsync(Stream stream, CancellationToken cancellation)
        {
            content.Position = 0;
            return content.CopyToAsync(stream, cancellation);
        }
    }
}
