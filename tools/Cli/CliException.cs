namespace CloudStacks.Cli;

/// <summary>A command cannot go on: what happened, the exit code, and what to do next.</summary>
public sealed class CliException(string message, string? next = null, int exitCode = ExitCodes.Failed) : Exception(message)
{
    /// <summary>The next step, as a sentence or a command; null where the message says it.</summary>
    public string? Next { get; } = next;

    public int ExitCode { get; } = exitCode;
}
