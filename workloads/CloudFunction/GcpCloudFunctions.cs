using System.Globalization;
using CloudStacks.Worker;
using CloudStacks.Worker.CloudEvents;
using CloudStacks.Worker.Platforms;

namespace CloudStacks.CloudFunction;

/// <summary>
/// Cloud Functions, 2nd gen: an instance listens on a port and gets events as requests, several at once where the function allows it, for as long as it
/// lives. https://docs.cloud.google.com/run/docs/container-contract
/// </summary>
public sealed class GcpCloudFunctions : IPlatform
{
    private const string Port = "PORT";

    // SIGKILL follows 10 s after SIGTERM.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public string Name => "gcp-cloud-functions";

    /// <inheritdoc/>
    public bool IsHere(WorkerEnvironment environment) => environment.Find("K_SERVICE") is not null && environment.Find("FUNCTION_TARGET") is not null;

    /// <inheritdoc/>
    public async Task<int> RunAsync(WorkerEnvironment environment, Func<Work> open, CancellationToken cancellation)
    {
        var address = AddressIn(environment);
        var work = open();
        await using var server = Build(address, new TicketEvents(work), cancellation);
        // An open port counts as started: everything is ready by now.
        await server.StartAsync(cancellation);
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var over = new CancellationTokenSource(Grace);
        await server.StopAsync(over.Token);
        return ExitCodes.Interrupted;
    }

    /// <summary>Where to listen: on every address, unless ASP.NET Core's own variable says otherwise.</summary>
    /// <exception cref="UsageException">PORT is missing or no port.</exception>
    internal static string AddressIn(WorkerEnvironment environment)
    {
        environment.Require(Port, "the port to listen on");
        var port = environment.FindNumber(Port) is > 0 and <= 65535 and { } number ? number : throw new UsageException($"{Port} = {environment.Find(Port)}: expected a port from 1 to 65535");
        return environment.Find("ASPNETCORE_URLS") ?? string.Create(CultureInfo.InvariantCulture, $"http://0.0.0.0:{port}");
    }

    private static WebApplication Build(string address, TicketEvents events, CancellationToken stopping)
    {
        // The empty builder reads no files: the working directory is not where the program lies.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        var server = builder.Build();
        server.Urls.Add(address);
        server.Run(http => AnswerAsync(http, events, stopping));
        return server;
    }

    // Binary mode: attributes are headers, the data is the body (https://docs.cloud.google.com/eventarc/docs/cloudevents).
    private static async Task AnswerAsync(HttpContext http, TicketEvents events, CancellationToken stopping)
    {
        // A request that takes too long is cut off, and the instance goes on: https://docs.cloud.google.com/run/docs/configuring/request-timeout
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            using var data = new MemoryStream();
            await http.Request.Body.CopyToAsync(data, stop.Token);
            var answer = await events.AnswerAsync(http.Request.Headers["ce-type"], http.Request.Headers["ce-id"], data.GetBuffer().AsMemory(0, (int)data.Length), stop.Token);
            http.Response.StatusCode = answer.Status;
            if (answer.Words.Length > 0)
            {
                await http.Response.WriteAsync(answer.Words, stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Nobody waits for an answer any more, or it must come at once.
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = TicketEvents.Unavailable;
            }
        }
    }
}
