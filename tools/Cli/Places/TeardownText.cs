using CloudStacks.Cli.Terminals;

namespace CloudStacks.Cli.Places;

/// <summary>What a person reads of a stack that was brought down.</summary>
internal static class TeardownText
{
    public static void Say(Terminal terminal, IDeployment stack, TeardownResult result)
    {
        terminal.Say($"{stack.Service}: {Counted.Of(result.Removed, "resource")} removed, {(result.Leftovers.Count == 0 ? "nothing is left" : $"{result.Leftovers.Count} left:")}");
        foreach (var leftover in result.Leftovers)
        {
            terminal.Say($"  left: {leftover}");
        }
        if (result.Leftovers.Count > 0)
        {
            terminal.Say($"next:  remove them by hand, then cloudstacks down {stack.Service} --stack {stack.Name} again");
        }
    }
}
