namespace CloudStacks.Worker;

/// <summary>The caller can mend it: the message names the option or variable, the value and what was expected.</summary>
public sealed class UsageException(string message) : Exception(message);
