using System.Text.Json;

namespace CloudStacks.Worker.Storage;

/// <summary>The metadata server that every task on Google Cloud reaches: https://docs.cloud.google.com/run/docs/container-contract.</summary>
/// <param name="host">Host and port, without a scheme.</param>
sealed class MetadataServer(string host)
{
    static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>A token of the task's service account. Throws <see cref="HttpRequestException"/> where there is none.</summary>
    public async Task<GoogleToken> FetchAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}/computeMetadata/v1/instance/service-accounts/default/token");
        request.Headers.Add("Metadata-Flavor", "Google");
        using var answer = await Http.SendAsync(request, cancellation);
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode && JsonSerializer.Deserialize(body, GcsJson.Default.MetadataToken) is { AccessToken.Length: > 0 } token
            ? new(token.AccessToken, TimeSpan.FromSeconds(token.ExpiresIn))
            : throw new HttpRequestException($"the metadata server {host} gives no token ({(int)answer.StatusCode}): {body.Trim()}", null, answer.StatusCode);
    }
}
