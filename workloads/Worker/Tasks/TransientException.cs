namespace CloudStacks.Worker.Tasks;

/// <summary>Another try may succeed.</summary>
public sealed class TransientException(string message, Exception? cause = null) : Exception(message, cause);
