using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace CloudStacks.Worker.Storage;

/// <summary>Makes the client of a container.</summary>
public static class AzureBlobClients
{
    /// <summary>The variable by which the <c>az</c> command takes another address for an account, such as <c>https://127.0.0.1:10000/account</c>.</summary>
    public const string Endpoint = "AZURE_STORAGE_SERVICE_ENDPOINT";

    /// <summary>The client of this process.</summary>
    /// <exception cref="UsageException">The variables name no endpoint of this account, one without TLS, or no file of certificates.</exception>
    internal static BlobContainerClient OfProcess(string account, string container) =>
        Open(EndpointOf(account, Environment.GetEnvironmentVariable(Endpoint)), container, AzureCredential.OfProcess(), Trusted(Environment.GetEnvironmentVariable("SSL_CERT_FILE")));

    /// <summary>A client.</summary>
    /// <param name="account">The account's address.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="credential">Whose requests they are.</param>
    /// <param name="trusted">The certificates that the server's must lead to; null for those of the machine.</param>
    public static BlobContainerClient Open(Uri account, string container, TokenCredential credential, X509Certificate2Collection? trusted = null)
    {
        var options = new BlobClientOptions();
        if (trusted is not null)
            options.Transport = new HttpClientTransport(new HttpClient(Handler(trusted)) { Timeout = Timeout.InfiniteTimeSpan });
        return new(new Uri($"{account.AbsoluteUri.TrimEnd('/')}/{container}"), credential, options);
    }

    /// <summary>Where an account is.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="address">The address that was set, or null.</param>
    internal static Uri EndpointOf(string account, string? address)
    {
        if (string.IsNullOrEmpty(address))
            return new($"https://{account}.blob.core.windows.net");
        var isAddress = Uri.TryCreate(address, UriKind.Absolute, out var endpoint);
        return isAddress && endpoint!.Scheme == Uri.UriSchemeHttps && (endpoint.Host.StartsWith(account + ".", StringComparison.Ordinal) || endpoint.AbsolutePath.Trim('/') == account)
            ? endpoint
            : throw new UsageException($"{Endpoint} = {address}: expected the https address of the account '{account}', such as https://127.0.0.1:10000/{account}");
    }

    // OpenSSL reads the file by itself; it is read here so that the variable also works where TLS is not OpenSSL's, as on macOS.
    internal static X509Certificate2Collection? Trusted(string? file)
    {
        if (string.IsNullOrEmpty(file))
            return null;
        var trusted = new X509Certificate2Collection();
        try
        {
            trusted.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"SSL_CERT_FILE = {file}: expected a readable file of certificates in PEM: {e.Message}");
        }
        return trusted;
    }

    static SocketsHttpHandler Handler(X509Certificate2Collection trusted)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(trusted);
        return new() { AllowAutoRedirect = false, UseCookies = false, SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }
}
