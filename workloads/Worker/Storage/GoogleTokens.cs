namespace CloudStacks.Worker.Storage;

/// <summary>A bearer token of Google Cloud.</summary>
/// <param name="Text">The token; never to be written anywhere.</param>
/// <param name="Lifetime">How long it can be used from now on.</param>
public readonly record struct GoogleToken(string Text, TimeSpan Lifetime);

/// <summary>The bearer tokens of the identity that the process has, fetched when needed and kept until shortly before they expire.</summary>
/// <param name="fetch">Gets a token.</param>
/// <param name="clock">Tells when a token expires.</param>
public sealed class GoogleTokens(Func<CancellationToken, Task<GoogleToken>> fetch, TimeProvider clock) : IDisposable
{
    const string MetadataHost = "GCE_METADATA_HOST";

    // The metadata server gives out the same token until five minutes before it expires, so that asking earlier than this brings nothing new.
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(225);

    readonly SemaphoreSlim _gate = new(1);
    string? _token;
    DateTimeOffset _renewAt;

    /// <summary>
    /// The login of this process: the metadata server that <c>GCE_METADATA_HOST</c> names, as in Google's own libraries; else the login of the
    /// <c>gcloud</c> command, where a person works; else Google's metadata server. Null, which means no credentials, for an emulator.
    /// </summary>
    public static GoogleTokens? OfProcess(bool emulator) =>
        Environment.GetEnvironmentVariable(MetadataHost) is { Length: > 0 } host ? new(new MetadataServer(host).FetchAsync, TimeProvider.System)
        : emulator ? null
        : GcloudLogin.Find() is { } login ? new(login.FetchAsync, TimeProvider.System)
        : new(new MetadataServer("metadata.google.internal").FetchAsync, TimeProvider.System);

    /// <summary>A token that can be used now.</summary>
    /// <param name="refused">A token that was just refused, and so is not given again.</param>
    /// <param name="cancellation">Stops the request.</param>
    public async Task<string> GetAsync(string? refused, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_token is null || _token == refused || clock.GetUtcNow() >= _renewAt)
            {
                var fetched = await fetch(cancellation);
                (_token, _renewAt) = (fetched.Text, clock.GetUtcNow() + fetched.Lifetime - Margin);
            }
            return _token;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
