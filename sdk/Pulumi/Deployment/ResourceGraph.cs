namespace Pulumi.Serialization;

/// <summary>What depending on a resource means.</summary>
internal static class ResourceGraph
{
    /// <summary>The resources that providers manage among these and, for local components, among their children.</summary>
    public static HashSet<Resource> Expand(IEnumerable<Resource> resources)
    {
        var reached = new HashSet<Resource>();
        var pending = new Stack<Resource>(resources);
        while (pending.TryPop(out var resource))
        {
            if (!reached.Add(resource) || resource is not ComponentResource)
                continue;
            foreach (var child in resource.Children)
                pending.Push(child);
        }
        reached.RemoveWhere(resource => resource is ComponentResource { IsRemote: false });
        return reached;
    }

    /// <summary>Throws <see cref="RunException"/> if a resource would wait for its own parent, and so for itself.</summary>
    public static void CheckNoAncestor(Resource resource, IEnumerable<Resource> dependencies)
    {
        var ancestors = new HashSet<Resource>();
        for (var ancestor = resource.Parent; ancestor is ComponentResource; ancestor = ancestor.Parent)
            ancestors.Add(ancestor);
        if (dependencies.FirstOrDefault(ancestors.Contains) is { } own)
        {
            throw new RunException(
                $"{resource.GetResourceType()} '{resource.GetResourceName()}' depends on its parent '{own.GetResourceName()}' and would wait " +
                "for itself: depend on the other children that it needs.");
        }
    }
}
