using System.Net;
using System.Text.Json;

namespace CloudStacks.Worker.Storage;

/// <summary>What answers of Cloud Storage mean: https://docs.cloud.google.com/storage/docs/json_api/v1/status-codes.</summary>
static class GcsErrors
{
    /// <summary>A failed request or transfer, in contrast to a fault of the program or a stop that was asked for.</summary>
    public static bool IsFailure(Exception e, CancellationToken cancellation) =>
        e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    /// <summary>Whether the same request may succeed a moment later: https://docs.cloud.google.com/storage/docs/retry-strategy.</summary>
    public static bool IsWorthARepeat(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    public static StoreException Translate(Exception e, string permission, string address) =>
        new(StoreProblem.Unavailable, permission, address, e.Message, e);

    /// <summary>The refusal in an answer.</summary>
    public static async Task<StoreException> ReadAsync(HttpResponseMessage answer, string permission, string address, CancellationToken cancellation) =>
        new(ProblemOf(answer.StatusCode), permission, address, $"{(int)answer.StatusCode}: {await MessageAsync(answer, cancellation)}");

    /// <summary>Whether a 404 is about the bucket and not about an object in it: the status is the same, only the message tells.</summary>
    public static bool IsAboutTheBucket(StoreException refusal) => refusal.Message.Contains("bucket does not exist", StringComparison.Ordinal);

    static StoreProblem ProblemOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => StoreProblem.AccessDenied,
        HttpStatusCode.NotFound => StoreProblem.NoSuchStore,
        HttpStatusCode.PreconditionFailed => StoreProblem.Changed,
        _ when IsWorthARepeat(status) => StoreProblem.Unavailable,
        _ => StoreProblem.Rejected,
    };

    static async Task<string> MessageAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        try
        {
            return JsonSerializer.Deserialize(body, GcsJson.Default.GcsError)?.Error?.Message is { Length: > 0 } message ? message : answer.ReasonPhrase ?? "";
        }
        catch (JsonException)
        {
            // Downloads and proxies answer in plain text; what is longer than any refusal is a page of HTML.
            return body.Length is > 0 and < 2000 ? body.Trim() : answer.ReasonPhrase ?? "";
        }
    }
}
