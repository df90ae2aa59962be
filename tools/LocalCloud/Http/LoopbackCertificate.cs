using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudStacks.LocalCloud.Http;

/// <summary>A certificate for 127.0.0.1, made for one session: its key is never written, and who does not get its public half does not trust it.</summary>
public sealed class LoopbackCertificate : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private LoopbackCertificate(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>The certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The public half, as files of trusted certificates hold it.</summary>
    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>Makes one that is valid for thirty days, and since yesterday, because clocks differ.</summary>
    public static LoopbackCertificate Create(TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        var now = clock.GetUtcNow();
        return new(request.CreateSelfSigned(now - TimeSpan.FromDays(1), now + Lifetime));
    }

    /// <summary>The public half as the only thing to trust.</summary>
    public X509Certificate2Collection AsTrusted() => [X509CertificateLoader.LoadCertificate(Certificate.RawData)];

    public void Dispose() => Certificate.Dispose();
}
