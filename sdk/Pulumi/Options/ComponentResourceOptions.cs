namespace Pulumi;

/// <summary>Options of a component.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>No options.</summary>
    public ComponentResourceOptions()
    {
    }

    /// <summary>The providers that the component's children use, at most one for each package.</summary>
    public List<ProviderResource> Providers { get => field ??= []; set; }

    /// <summary>New options: the second's scalars win, its lists follow the first's, its provider for a package wins.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<ComponentResourceOptions>())
        {
            merged.MergeFrom(options);
            merged.Providers = LastOfEachPackage([.. merged.Providers, .. options.Providers]);
        }
        return merged;
    }

    internal override ResourceOptions Clone()
    {
        var copy = new ComponentResourceOptions();
        copy.MergeFrom(this);
        copy.Providers = [.. Providers];
        return copy;
    }

    private static List<ProviderResource> LastOfEachPackage(List<ProviderResource> providers) =>
        [.. providers.AsEnumerable().Reverse().DistinctBy(provider => provider.Package).Reverse()];
}
