namespace Pulumi.Serialization;

/// <summary>Which providers a resource and its children use.</summary>
internal static class ProviderInheritance
{
    /// <summary>
    /// Completes the provider of a custom resource from its parent, and gives the providers, by package, that the
    /// resource's own children inherit.
    /// </summary>
    public static ImmutableDictionary<string, ProviderResource> Apply(Resource resource, bool custom, ResourceOptions options)
    {
        var inherited = options.Parent?.Providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (custom)
            return ApplyCustom(resource.GetResourceType(), options, inherited);
        return inherited.SetItems(Own(resource, options).Select(provider => KeyValuePair.Create(provider.Package, provider)));
    }

    private static ImmutableDictionary<string, ProviderResource> ApplyCustom(
        string type, ResourceOptions options, ImmutableDictionary<string, ProviderResource> inherited)
    {
        if (options.Provider is null)
        {
            options.Provider = options.Parent?.GetProvider(type);
            return inherited;
        }
        return type.Split(':') is [var package, _, _] ? inherited.SetItem(package, options.Provider) : inherited;
    }

    private static List<ProviderResource> Own(Resource resource, ResourceOptions options)
    {
        var providers = (options as ComponentResourceOptions)?.Providers ?? [];
        if (options.Provider is null)
            return providers;
        return providers.Count == 0
            ? [options.Provider]
            : throw new RunException($"The component '{resource.GetResourceName()}' has both options Provider and Providers: move the one into Providers.");
    }
}
