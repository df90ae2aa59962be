namespace Pulumi;

/// <summary>
/// Sees every resource of a subtree as it is created, and may replace its inputs and options; null leaves them as they are.
/// </summary>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);

/// <summary>A resource as it is created.</summary>
public readonly struct ResourceTransformationArgs
{
    /// <summary>A resource with its inputs and options.</summary>
    public ResourceTransformationArgs(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        Resource = resource;
        Args = args;
        Options = options;
    }

    /// <summary>The resource; its constructor is still running.</summary>
    public Resource Resource { get; }

    /// <summary>Its inputs.</summary>
    public ResourceArgs Args { get; }

    /// <summary>Its options, before those of its parent are inherited.</summary>
    public ResourceOptions Options { get; }
}

/// <summary>The inputs and options that replace those of a resource.</summary>
public readonly struct ResourceTransformationResult
{
    /// <summary>New inputs and options; the parent must stay the same.</summary>
    public ResourceTransformationResult(ResourceArgs args, ResourceOptions options)
    {
        Args = args;
        Options = options;
    }

    /// <summary>The inputs to use.</summary>
    public ResourceArgs Args { get; }

    /// <summary>The options to use.</summary>
    public ResourceOptions Options { get; }
}
