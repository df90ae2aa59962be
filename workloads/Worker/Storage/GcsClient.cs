using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace CloudStacks.Worker.Storage;

/// <summary>Sends requests to the JSON API of Cloud Storage: signed in, and repeated with growing pauses where that helps.</summary>
/// <param name="endpoint">Such as <c>https://storage.googleapis.com</c>.</param>
/// <param name="tokens">Whose requests they are; null sends no credentials, as emulators want it.</param>
/// <param name="clock">Measures the pauses.</param>
public sealed class GcsClient(Uri endpoint, GoogleTokens? tokens, TimeProvider clock) : IDisposable
{
    const int Attempts = 5;

    // One object takes one write a second (https://docs.cloud.google.com/storage/quotas); the pauses together outlast several of them.
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { BaseAddress = endpoint };

    /// <summary>The client of this process; <c>STORAGE_EMULATOR_HOST</c> names another endpoint, as for Google's own libraries.</summary>
    public static GcsClient OfProcess()
    {
        var emulator = Environment.GetEnvironmentVariable("STORAGE_EMULATOR_HOST") is { Length: > 0 } host ? host : null;
        var address = emulator is null ? "https://storage.googleapis.com" : emulator.Contains("://", StringComparison.Ordinal) ? emulator : $"http://{emulator}";
        return new(new Uri(address), GoogleTokens.OfProcess(emulator is not null), TimeProvider.System);
    }

    /// <summary>
    /// Sends a request until it is answered with something other than "try again", or <see cref="Attempts"/> times. Throws what
    /// <see cref="GcsErrors.IsFailure"/> names where the last attempt got no answer.
    /// </summary>
    /// <param name="create">Makes the request, anew for each attempt.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        string? refused = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var token = tokens is null ? null : await tokens.GetAsync(refused, cancellation);
                var answer = await SendOnceAsync(create, token, cancellation);
                var expired = answer.StatusCode == HttpStatusCode.Unauthorized && token is not null && refused is null;
                if (attempt == Attempts || !(expired || GcsErrors.IsWorthARepeat(answer.StatusCode)))
                    return answer;

                refused = expired ? token : refused;
                answer.Dispose();
            }
            catch (Exception e) when (attempt < Attempts && GcsErrors.IsFailure(e, cancellation))
            {
            }
            await Task.Delay(Pause(attempt), clock, cancellation);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        tokens?.Dispose();
    }

    async Task<HttpResponseMessage> SendOnceAsync(Func<HttpRequestMessage> create, string? token, CancellationToken cancellation)
    {
        using var request = create();
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    // Half of each pause is chance, so that tasks that were refused together do not come back together.
    static TimeSpan Pause(int attempt) => FirstPause * Math.Pow(2, attempt - 1) * (1 + (RandomNumberGenerator.GetInt32(1000) / 1000.0)) / 1.5;
}
