using CloudStacks.FatigueScreening;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.Worker;
using CloudStacks.Worker.Storage;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Terminals;

/// <summary>Turns an exception into what a person reads and a script tests.</summary>
internal static class Failure
{
    public static int Report(CliHost host, Exception exception, CancellationToken cancellationToken)
    {
        var (message, next, exitCode) = Explain(exception, cancellationToken);
        host.Error.WriteLine($"error: {message}");
        if (next is not null)
        {
            host.Error.WriteLine($"next:  {next}");
        }
        if (host.Debug)
        {
            host.Error.WriteLine(exception);
        }
        return exitCode;
    }

    private static (string Message, string? Next, int ExitCode) Explain(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        CliException cli => (cli.Message, cli.Next, cli.ExitCode),
        OperationCanceledException when cancellationToken.IsCancellationRequested =>
            ("stopped", "what is deployed stays: go on with up, or remove it with down", ExitCodes.Interrupted),
        CommandAppException usage => (usage.Message.TrimEnd('.'), "cloudstacks --help", ExitCodes.Usage),
        EngineException or ProviderException or IdentityException => (exception.Message, null, ExitCodes.Failed),
        UsageException or InconsistentException or StoreException or BadInputException or BadSettingException => (exception.Message, null, ExitCodes.Failed),
        IOException or UnauthorizedAccessException => (exception.Message, null, ExitCodes.Failed),
        _ => ($"{exception.GetType().Name}: {exception.Message}", "set CLOUDSTACKS_DEBUG=1 to see where, and report it: this is a fault of CloudStacks", ExitCodes.Fault),
    };
}
