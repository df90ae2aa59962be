namespace CloudStacks.LocalCloud.Identity;

/// <summary>A role or policy that cannot be honoured; the message names it, what was found and what to do.</summary>
public sealed class IdentityException(string message) : Exception(message);
