namespace Pulumi;

/// <summary>The inputs of a provider's function.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly InvokeArgs Empty = new EmptyArgs();

    /// <summary>A group without values.</summary>
    protected InvokeArgs()
    {
    }

    private sealed class EmptyArgs : InvokeArgs;
}
