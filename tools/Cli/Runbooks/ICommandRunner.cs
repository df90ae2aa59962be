using CloudStacks.LocalCloud;

namespace CloudStacks.Cli.Runbooks;

/// <summary>Runs commands of official CLIs: the CLIs themselves in the real cloud, the local cloud's services here.</summary>
public interface ICommandRunner
{
    Task<CommandResult> RunAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken);
}
