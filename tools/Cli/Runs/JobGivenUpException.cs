namespace CloudStacks.Cli.Runs;

/// <summary>A job will never reach its end mark; the tasks' logs say why.</summary>
/// <param name="message">Why.</param>
/// <param name="slice">The slice that it is given up for, if it is one.</param>
internal sealed class JobGivenUpException(string message, int? slice = null) : Exception(message)
{
    public int? Slice { get; } = slice;
}
