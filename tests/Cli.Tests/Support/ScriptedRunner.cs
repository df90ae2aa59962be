using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud;

namespace CloudStacks.Cli.Tests;

/// <summary>Answers commands by a function and remembers them.</summary>
internal sealed class ScriptedRunner(Func<IReadOnlyList<string>, CommandResult> answer) : ICommandRunner
{
    public List<string> Commands { get; } = [];

    public Task<CommandResult> RunAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken)
    {
        Commands.Add(string.Join(' ', argv));
        return Task.FromResult(answer(argv));
    }
}
