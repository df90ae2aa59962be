namespace CloudStacks.Cli.Runs;

/// <summary>A job will never reach its end mark; the tasks' logs say why.</summary>
internal sealed class JobGivenUpException(string message) : Exception(message);
