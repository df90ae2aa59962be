using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Something that a program declares and an engine manages.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations;
    private readonly ImmutableDictionary<string, ProviderResource> _providers;
    private readonly HashSet<Resource> _children = [];

    private protected Resource(
        string type, string name, bool custom, ResourceArgs args, ResourceOptions options, bool remote = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;
        var deployment = Deployment.Instance.Deployment;
        var outputs = OutputProperties.Initialize(this, all: remote || options.Urn is not null);
        try
        {
            // A resource that is only looked up by its URN does not belong to the stack.
            var parent = options.Parent ?? (type == Stack.TypeToken || options.Urn is not null ? null : deployment.Stack);
            _transformations = [.. options.ResourceTransformations, .. parent?._transformations ?? []];
            (args, options) = Transform(args, options);
            options = options.Clone();
            _providers = ProviderInheritance.Apply(this, custom, options);
            foreach (var alias in options.Aliases)
                AliasRules.Check(alias);
        }
        catch (Exception exception)
        {
            // The evaluation waits for every output, so those of a resource that is never registered must fail.
            foreach (var output in outputs.Values)
                output.Fail(exception);
            throw;
        }
        options.Protect ??= options.Parent?._protect;
        _protect = options.Protect;
        Parent = options.Parent;
        Parent?.AddChild(this);
        deployment.Tasks.Track(new Registration(deployment, this, remote, args, options, outputs).RunAsync());
    }

    /// <summary>The name that the engine gives the resource, unique in its stack.</summary>
    [Output(Wire.Urn)]
    public Output<string> Urn { get; private protected set; } = null!;

    internal Resource? Parent { get; }

    internal ImmutableDictionary<string, ProviderResource> Providers => _providers;

    /// <summary>The children declared so far.</summary>
    internal ImmutableArray<Resource> Children
    {
        get
        {
            lock (_children)
                return [.. _children];
        }
    }

    /// <summary>The type token, such as <c>aws:s3/bucket:Bucket</c>.</summary>
    public string GetResourceType() => _type;

    /// <summary>The name in the program.</summary>
    public string GetResourceName() => _name;

    /// <summary>The provider that the children of this resource use for a type or function token.</summary>
    internal ProviderResource? GetProvider(string token) =>
        token.Split(':') is [var package, _, _] ? _providers.GetValueOrDefault(package) : null;

    private void AddChild(Resource child)
    {
        lock (_children)
            _children.Add(child);
    }

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result)
                continue;
            // The parent decides which transformations apply, so they cannot change it.
            if (result.Options.Parent != options.Parent)
                throw new RunException($"A transformation tried to change the parent of '{_name}'. Set the parent where the resource is created.");
            (args, options) = (result.Args, result.Options);
        }
        return (args, options);
    }
}
