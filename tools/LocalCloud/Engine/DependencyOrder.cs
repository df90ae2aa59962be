namespace CloudStacks.LocalCloud.Engine;

/// <summary>Orders resources so that each comes after what it needs, otherwise keeping their order.</summary>
internal static class DependencyOrder
{
    /// <summary>
    /// What must exist first comes first. A URN may stand for several resources while a replacement is under way; then all of
    /// them come first.
    /// </summary>
    public static IReadOnlyList<DeployedResource> Sort(IReadOnlyCollection<DeployedResource> resources)
    {
        var byUrn = resources.ToLookup(resource => resource.Urn);
        var done = new HashSet<DeployedResource>(ReferenceEqualityComparer.Instance);
        var sorted = new List<DeployedResource>(resources.Count);
        foreach (var resource in resources)
            Visit(resource);
        return sorted;

        void Visit(DeployedResource resource)
        {
            if (!done.Add(resource))
                return;
            foreach (var needed in Needs(resource).SelectMany(urn => byUrn[urn]))
                Visit(needed);
            sorted.Add(resource);
        }
    }

    private static IEnumerable<string> Needs(DeployedResource resource) =>
        resource.Parent is { } parent ? resource.DependsOn.Prepend(parent) : resource.DependsOn;
}
