using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Storage.Blobs;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Tests.Support;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Blob;

/// <summary>Azurite, an emulator of Blob Storage that others wrote, in memory and over HTTPS, because it too takes bearer tokens only there.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";

    private static readonly string Folder = Path.Combine(Node.Root, "tests", "LocalCloud.Tests", "Storage", "Blob", "node");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite-test-");
    private readonly LoopbackCertificate _certificate = LoopbackCertificate.Create(TimeProvider.System);
    private Process? _process;
    private Uri? _url;

    public async ValueTask InitializeAsync()
    {
        if (!Node.IsInstalled(Folder))
        {
            return;
        }
        _process = Process.Start(new ProcessStartInfo("node", Arguments()) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true })!;
        while (_url is null && await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            _url = line.Split("successfully listens on ") is [_, var url] ? new Uri(url) : null;
        }
        // Nobody reads its log, and a full pipe would stop it.
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>A client of a container; whoever uses the container creates it. Skips the test where Azurite is missing.</summary>
    public BlobContainerClient Container(string name)
    {
        Node.SkipUnlessInstalled(Folder);
        Assert.True(_url is not null, "azurite did not start");
        return AzureBlobClients.Open(new Uri(_url, Account), name, new AzureCredential((resource, _) => Task.FromResult(Token(resource))), _certificate.AsTrusted());
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private string[] Arguments() =>
    [
        Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "blob", "main.js"), "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--disableTelemetry",
        // The client is newer than the emulator.
        "--skipApiVersionCheck", "--oauth", "basic",
        "--cert", Write("certificate.pem", _certificate.Pem), "--key", Write("key.pem", _certificate.Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
    ];

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    // Azurite looks at issuer, audience and times, and at no signature.
    private static AccessToken Token(string audience)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new { aud = audience, iss = "https://sts.windows.net/tenant/", iat = now.ToUnixTimeSeconds() - 60, nbf = now.ToUnixTimeSeconds() - 60, exp = now.ToUnixTimeSeconds() + 3600 };
        return new($"{Part(new { alg = "RS256", typ = "JWT" })}.{Part(claims)}.c2lnbmF0dXJl", now + TimeSpan.FromHours(1));
    }

    private static string Part(object json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(json))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
