using System.ComponentModel;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Verbs;

/// <summary>The whole round: deploy, run, compare with the plain library, tear down.</summary>
public sealed class TryVerb : StackVerb<TryVerb.Settings>
{
    public sealed class Settings : RunSettings
    {
        [CommandOption("--keep")]
        [Description("Leave the stack as it is at the end")]
        public bool Keep { get; init; }

        protected override bool TakesConfig => true;
    }

    protected override bool ShowsDetail => false;

    private protected override async Task<(int, object)> RunAsync(StackContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (await context.Stack.OutputsAsync(cancellationToken) is not null)
        {
            throw new CliException($"stack '{context.Stack.Name}' of {context.Stack.Service} is deployed already, and try would remove it",
                $"use it with cloudstacks run, remove it with cloudstacks down {context.Stack.Service}, or try under another name with --stack");
        }
        var result = await new Trial(context.Host, context.Terminal, context.Stack).RunAsync(settings, settings.Keep, cancellationToken);
        return (result.ExitCode, result);
    }
}
