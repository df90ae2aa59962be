namespace CloudStacks.Worker.Tasks;

/// <summary>No retry can help. The message says what was wrong and where.</summary>
public sealed class TaskFailedException(string message, Exception? cause = null) : Exception(message, cause);
