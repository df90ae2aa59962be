using System.Runtime.InteropServices;
using CloudStacks.Cli.Terminals;
using Spectre.Console.Cli;

namespace CloudStacks.Cli;

/// <summary>The command line as a whole: verbs, signals, and what a failure looks like.</summary>
public static class CliApp
{
    /// <summary>Runs a command line; whatever fails ends in a sentence on standard error and a named exit code.</summary>
    public static async Task<int> RunAsync(CliHost host, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var app = new CommandApp();
            app.Configure(configurator => VerbTable.Configure(configurator, host));
            return await app.RunAsync(arguments, cancellationToken);
        }
#pragma warning disable CA1031 // The outermost frame: a person gets a sentence, never a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failure.Report(host, exception, cancellationToken);
        }
    }

    /// <summary>Runs the process: Ctrl-C and SIGTERM stop cleanly, a second one stops at once.</summary>
    public static async Task<int> RunProcessAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await RunAsync(CliHost.FromProcess(), arguments, stop.Token);
        }
        catch (CliException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return exception.ExitCode;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
