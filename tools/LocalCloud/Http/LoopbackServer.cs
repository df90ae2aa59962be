using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CloudStacks.LocalCloud.Http;

/// <summary>A bare web server on 127.0.0.1, on a port that the system chooses.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackServer(WebApplication application, Uri url) => (_application, Url) = (application, url);

    public Uri Url { get; }

    /// <summary>Starts it, over https where there is a certificate.</summary>
    public static async Task<LoopbackServer> StartAsync(RequestDelegate handle, CancellationToken cancellationToken, LoopbackCertificate? certificate = null)
    {
        // The empty builder reads no configuration and no environment, so nothing from outside can move the server off loopback.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate.Certificate);
                }
            });
        });
        var application = builder.Build();
        application.Run(handle);
        await application.StartAsync(cancellationToken);
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new(application, new(addresses.Addresses.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever still holds a connection at the end of a session is a task that is being stopped: do not wait for it.
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
    }
}
