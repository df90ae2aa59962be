namespace Pulumi;

/// <summary>The inputs of a resource, or a group of inputs inside them.</summary>
public abstract class ResourceArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly ResourceArgs Empty = new EmptyArgs();

    /// <summary>A group without values.</summary>
    protected ResourceArgs()
    {
    }

    private sealed class EmptyArgs : ResourceArgs;
}
