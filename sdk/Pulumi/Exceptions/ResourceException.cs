namespace Pulumi;

/// <summary>A fault of one resource.</summary>
public class ResourceException : Exception
{
    /// <summary>A fault; <paramref name="hideStack"/> shows the user the message alone.</summary>
    public ResourceException(string message, Resource? resource, bool hideStack = false) : base(message)
    {
        Resource = resource;
        HideStack = hideStack;
    }

    internal Resource? Resource { get; }

    internal bool HideStack { get; }
}
