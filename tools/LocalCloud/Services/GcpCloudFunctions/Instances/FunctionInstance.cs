using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Instances;

/// <summary>What instances are made with.</summary>
/// <param name="Launcher">Starts the processes.</param>
/// <param name="Command">The program that the source was built to.</param>
/// <param name="Google">Storage and identities.</param>
/// <param name="Logs">Takes what they write.</param>
/// <param name="Folders">The folders they work in.</param>
/// <param name="Clock">The clock.</param>
internal sealed record InstanceHost(ITaskLauncher Launcher, IReadOnlyList<string> Command, GoogleCloud Google, LogStore Logs, TaskFolders Folders, TimeProvider Clock);

/// <summary>One instance of a function: a process that listens on a port of its own and takes several requests at once where the function allows it.</summary>
internal sealed class FunctionInstance : IAsyncDisposable
{
    // https://cloud.google.com/run/quotas: the time until the port is open.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);

    // https://docs.cloud.google.com/run/docs/container-contract: from SIGTERM to SIGKILL.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(20);

    private readonly InstanceHost _host;
    private readonly IRunningTask _process;
    private readonly TaskFolder _folder;
    private readonly LogWriter _log;
    private readonly int _port;
    private volatile string? _lastLine;

    /// <summary>Starts the process. Throws <see cref="TaskStartException"/> where that is not possible.</summary>
    public FunctionInstance(InstanceHost host, DeployedFunction function)
    {
        (_host, _port, _folder) = (host, FreePort(), host.Folders.Create());
        _log = host.Logs.Append(LogGroup(function), _folder.Id, host.Clock);
        try
        {
            _process = host.Launcher.Start(new(host.Command, InstanceVariables.Of(function, host.Google, _port), _folder.Path, Write));
            _folder.Record(_process.Process);
            _process.Release();
        }
        catch
        {
            _log.Dispose();
            _folder.Dispose();
            throw;
        }
        Started = WaitAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/"));

    /// <summary>Done once the port is open: null, or why it never was.</summary>
    public Task<string?> Started { get; }

    /// <summary>The exit code.</summary>
    public Task<int> Exit => _process.Exit;

    /// <summary>Requests that it works on.</summary>
    public int Requests { get; set; }

    /// <summary>The log of a function's instances.</summary>
    public static string LogGroup(DeployedFunction function) => $"cloud_run_revision/{function.Name}";

    /// <summary>Ends it at once, with everything that it works on.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Asks it to end, and ends it when the grace period is over.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.Exit.IsCompleted)
        {
            await _process.StopAsync(Grace, _host.Clock);
        }
        await _process.Exit;
        await Started;
        _log.Dispose();
        _folder.Dispose();
    }

    private async Task<string?> WaitAsync()
    {
        var since = _host.Clock.GetTimestamp();
        while (!await IsOpenAsync())
        {
            if (_process.Exit.IsCompleted)
            {
                var code = await _process.Exit;
                return string.Create(CultureInfo.InvariantCulture, $"The user-provided container failed to start and listen on the port defined by PORT={_port}: exit code {code}{(_lastLine is { } line ? $": {line}" : "")}");
            }
            if (_host.Clock.GetElapsedTime(since) > StartLimit)
            {
                Kill();
                return string.Create(CultureInfo.InvariantCulture, $"The user-provided container failed to listen on the port defined by PORT={_port} within {StartLimit.TotalMinutes} minutes");
            }
            await Task.WhenAny(_process.Exit, Task.Delay(Probe, _host.Clock));
        }
        return null;
    }

    // The default startup probe opens a connection and says nothing.
    private async Task<bool> IsOpenAsync()
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Write(string line)
    {
        _lastLine = line;
        _log.Write(line);
    }

    // Nobody else is likely to take it in the moment until the instance does; one that cannot have its port fails, and the event comes back.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
