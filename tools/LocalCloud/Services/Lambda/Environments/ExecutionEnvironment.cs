using CloudStacks.LocalCloud.Services.Lambda.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Lambda.Environments;

/// <summary>One execution environment: a process of the function, its Runtime API and its log stream. It runs one invocation at a time and is reused.</summary>
internal sealed class ExecutionEnvironment : IAsyncDisposable
{
    private readonly IRunningTask _process;
    private readonly TaskFolder _folder;

    private ExecutionEnvironment(DeployedFunction function, RuntimeApi api, LogWriter log, IRunningTask process, TaskFolder folder) =>
        (Function, Api, Log, _process, _folder) = (function, api, log, process, folder);

    public DeployedFunction Function { get; }

    public RuntimeApi Api { get; }

    public LogWriter Log { get; }

    /// <summary>The exit code of the runtime.</summary>
    public Task<int> Exit => _process.Exit;

    /// <summary>Whether the runtime has got as far as asking for an event.</summary>
    public bool IsInitialised => Api.Ready.IsCompleted;

    /// <summary>Starts the runtime. Throws <see cref="TaskStartException"/> where it cannot be started.</summary>
    public static async Task<ExecutionEnvironment> StartAsync(EnvironmentHost host, DeployedFunction function, IReadOnlyList<string> argv, string code, CancellationToken cancellationToken)
    {
        var api = await RuntimeApi.StartAsync(cancellationToken);
        var folder = host.Folders.Create();
        var stream = $"{host.Clock.GetUtcNow():yyyy/MM/dd}/[$LATEST]{folder.Id}";
        var log = host.Logs.Append(function.LogGroup, stream, host.Clock);
        try
        {
            var process = host.Launcher.Start(new(argv, host.Variables.For(function, stream, code, api.Address), folder.Path, log.Write));
            folder.Record(process.Process);
            process.Release();
            return new(function, api, log, process, folder);
        }
        catch
        {
            log.Dispose();
            folder.Dispose();
            await api.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the process at once: a plain custom runtime gets no time to end by itself (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.Exit;
        await Api.DisposeAsync();
        Log.Dispose();
        _folder.Dispose();
    }
}

/// <summary>What execution environments are made with.</summary>
internal sealed record EnvironmentHost(ITaskLauncher Launcher, FunctionVariables Variables, LogStore Logs, TaskFolders Folders, TimeProvider Clock);
