using Pulumi;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>One resource as the program constructed it, and what the evaluation makes of it.</summary>
internal sealed class Registration(Resource resource, ResourceArgs? args, ResourceOptions options, Registration? parent)
{
    public Resource Resource { get; } = resource;

    public ResourceOptions Options { get; } = options;

    public Registration? Parent { get; } = parent;

    public string Type { get; } = resource.GetResourceType();

    public string Name { get; } = resource.GetResourceName();

    public bool Custom => Resource is CustomResource;

    /// <summary>What its arguments tell apart from their values.</summary>
    public Task<DeclaredInputs> Inputs { get; } = DeclaredInputs.ReadAsync(args);

    /// <summary>The resource as it would stand in the state; null until it is resolved.</summary>
    public DeployedResource? Resolved { get; set; }

    /// <summary>The provider that it was given, by itself or from its parent; null for the stack's own.</summary>
    public Registration? Provider { get; set; }

    /// <summary>Whether the SDK has registered it.</summary>
    public bool Registered { get; set; }

    public bool IsWithin(Registration ancestor) => Parent is { } parent && (parent == ancestor || parent.IsWithin(ancestor));

    public string Urn(string stack, string project) => ResourceUrn.Create(stack, project, Parent?.Urn(stack, project), Type, Name);
}
