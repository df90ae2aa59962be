namespace CloudStacks.Worker;

/// <summary>Stored bytes differ from what they must be. Nothing was overwritten.</summary>
public sealed class InconsistentException(string message) : Exception(message);
