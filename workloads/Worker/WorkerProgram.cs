using System.CommandLine;
using System.Runtime.InteropServices;
using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Commands;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker;

/// <summary>The executable: arguments in, exit code out, never a stack trace.</summary>
public static class WorkerProgram
{
    // Services kill 30 s or more after SIGTERM. Every step can be repeated, so a step that does not end in time is left.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <param name="args">The command line; nothing: finds out from the environment what to do.</param>
    /// <param name="more">The services that a host of the worker adds to those that it knows.</param>
    public static async Task<int> RunAsync(string[] args, params IReadOnlyList<IPlatform> more)
    {
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        try
        {
            return args.Length == 0
                ? await RunHere.RunAsync(WorkerEnvironment.OfProcess, Console.Out, stop.Token, more)
                : await ParseAndRunAsync(args, stop.Token);
        }
        catch (Exception e)
        {
            var (exitCode, words) = Explain(e);
            await Console.Error.WriteLineAsync($"worker: {words}");
            return exitCode;
        }
    }

    static async Task<int> ParseAndRunAsync(string[] args, CancellationToken cancellation)
    {
        var root = new RootCommand("Runs a CloudStacks job. Without arguments it finds out from the environment which service started it.")
        {
            PlanCommand.Create(), MapCommand.Create(), ReduceCommand.Create(), VerifyCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            throw new UsageException($"{string.Join("; ", parsed.Errors.Select(e => e.Message.TrimEnd('.')))}. `worker --help` lists commands and options.");
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation);
    }

    static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
        _ = Task.Delay(Grace).ContinueWith(_ => Environment.Exit(ExitCodes.Interrupted), TaskScheduler.Default);
    }

    internal static (int ExitCode, string Words) Explain(Exception e) => e switch
    {
        OperationCanceledException => (ExitCodes.Interrupted, "stopped before everything was done; the next try goes on from here"),
        UsageException => (ExitCodes.Usage, e.Message),
        BadInputException or TaskFailedException => (ExitCodes.BadInput, e.Message),
        TransientException => (ExitCodes.Transient, e.Message),
        InconsistentException => (ExitCodes.Inconsistent, e.Message),
        StoreException { Problem: StoreProblem.AccessDenied } => (ExitCodes.AccessDenied, e.Message),
        StoreException { Problem: StoreProblem.Unavailable } => (ExitCodes.Transient, e.Message),
        StoreException => (ExitCodes.Usage, e.Message),
        _ => (ExitCodes.Inconsistent, $"a fault of the worker, please report it: {e.GetType().Name}: {e.Message}"),
    };
}
