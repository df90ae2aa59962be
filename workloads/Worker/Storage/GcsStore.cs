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

        var answer = await AskAsync(GetObject, key, $"{PathOf(key)}?alt=media{(ifMatch is null ? "" : $"&ifGenerationMatch={ifMatch}")}", cancellation);
        if (answer is null)
            return null;

        var info = new ObjectInfo(key, answer.Content.Headers.ContentLength ?? 0, answer.Headers.TryGetValues("x-goog-generation", out var generation) ? generation.First() : null);
        var body = await answer.Content.ReadAsStreamAsync(cancellation);
        return new StoredObject(info, new StoreTransfer(body, (e, stop) => Failure(e, GetObject, key, stop)), answer);
    }

    public async Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default)
    {
        var target = $"/upload/storage/v1/b/{bucket}/o?uploadType=media&name={Uri.EscapeDataString(key)}&ifGenerationMatch=0";
        using var answer = await SendAsync(CreateObject, key, HttpMethod.Post, target, () => new RepeatableContent(content), cancellation);
        return answer.StatusCode == HttpStatusCode.PreconditionFailed ? PutOutcome.Exists
            : answer.IsSuccessStatusCode ? PutOutcome.Created
            : throw await GcsErrors.ReadAsync(answer, CreateObject, $"{Address}/{key}", cancellation);
    }

    public async Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default)
    {
        using var answer = await AskAsync(GetObject, key, PathOf(key), cancellation);
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
            using var answer = await AskAsync(ListObjects, prefix, query + token, cancellation)
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
    async Task<HttpResponseMessage?> AskAsync(string permission, string key, string target, CancellationToken cancellation)
    {
        var answer = await SendAsync(permission, key, HttpMethod.Get, target, null, cancellation);
        if (answer.IsSuccessStatusCode)
            return answer;

        using (answer)
        {
            var refusal = await GcsErrors.ReadAsync(answer, permission, $"{Address}/{key}", cancellation);
            return refusal.Problem == StoreProblem.NoSuchStore && !GcsErrors.IsAboutTheBucket(refusal) ? null : throw refusal;
        }
    }

    async Task<HttpResponseMessage> SendAsync(string permission, string key, HttpMethod method, string target, Func<HttpContent>? content, CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(method, target, content, cancellation);
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
