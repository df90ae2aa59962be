using Pulumi;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Everything that a program registers while it is evaluated, and what went wrong.</summary>
internal sealed class Registrations
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Type, string Name), Registration> byName = [];
    private readonly Dictionary<Resource, Registration> byResource = new(ReferenceEqualityComparer.Instance);
    private readonly List<Registration> ordered = [];
    private Exception? failure;

    /// <summary>What the program returned.</summary>
    public IDictionary<string, object?> Outputs { get; set; } = new Dictionary<string, object?>();

    /// <summary>The first thing that went wrong; what follows from it is not kept.</summary>
    public Exception? Failure
    {
        get
        {
            lock (gate)
                return failure ?? ordered.Select(r => r.Inputs.Exception?.InnerException).FirstOrDefault(e => e is not null);
        }
    }

    /// <summary>All registrations in the order of construction.</summary>
    public IReadOnlyList<Registration> All
    {
        get
        {
            lock (gate)
                return [.. ordered];
        }
    }

    public void Fail(Exception exception)
    {
        lock (gate)
            failure ??= exception;
    }

    /// <summary>The transformation: changes nothing, keeps what it sees.</summary>
    public ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        var resource = args.Resource;
        if (resource.GetResourceType() == ResourceUrn.StackType)
            return null;
        lock (gate)
        {
            var registration = new Registration(resource, args.Args, args.Options, args.Options.Parent is { } parent ? byResource.GetValueOrDefault(parent) : null);
            if (!byName.TryAdd((registration.Type, registration.Name), registration))
                failure ??= new EngineException($"duplicate resource URN: {registration.Type} '{registration.Name}' is declared twice; give each a name of its own");
            byResource.Add(resource, registration);
            ordered.Add(registration);
        }
        return null;
    }

    public Registration? Find(string type, string name)
    {
        lock (gate)
            return byName.GetValueOrDefault((type, name));
    }

    public Registration? Find(Resource resource)
    {
        lock (gate)
            return byResource.GetValueOrDefault(resource);
    }
}
