namespace Pulumi.Serialization;

/// <summary>A call of a provider's function.</summary>
internal static class Invocation
{
    public static async Task<OutputData<T>> RunAsync<T>(Deployment deployment, string token, InvokeArgs? args, InvokeOptions? options)
    {
        var (inputs, dependencies) = await SerializeAsync(token, args).ConfigureAwait(false);
        if (options is InvokeOutputOptions { DependsOn: var dependsOn })
            dependencies.UnionWith(await dependsOn.ToOutput().GetValueAsync([]).ConfigureAwait(false));
        if (Wire.ContainsUnknown(inputs) || !await ExistAsync(dependencies).ConfigureAwait(false))
            return OutputData.Create<T>(default!, isKnown: false);
        var result = await CallAsync<T>(deployment, token, inputs, options).ConfigureAwait(false);
        return result with { Resources = [.. dependencies] };
    }

    public static async Task<T> RunNowAsync<T>(Deployment deployment, string token, InvokeArgs? args, InvokeOptions? options)
    {
        var (inputs, _) = await SerializeAsync(token, args).ConfigureAwait(false);
        return (await CallAsync<T>(deployment, token, inputs, options).ConfigureAwait(false)).Value;
    }

    public static T Single<T>(string token, ImmutableDictionary<string, T> result) => result.Count > 0
        ? result.Values.First()
        : throw new RunException($"The function {token} returned nothing, where one property was expected.");

    private static async Task<(ImmutableDictionary<string, object?> Inputs, HashSet<Resource> Dependencies)> SerializeAsync(
        string token, InvokeArgs? args)
    {
        var serializer = new Serializer();
        var inputs = await serializer.SerializeAsync(token, args ?? InvokeArgs.Empty).ConfigureAwait(false);
        return ((ImmutableDictionary<string, object?>)inputs!, serializer.Dependencies);
    }

    private static async Task<bool> ExistAsync(IEnumerable<Resource> dependencies)
    {
        foreach (var resource in ResourceGraph.Expand(dependencies).OfType<CustomResource>())
        {
            if (!(await resource.Id.Data.ConfigureAwait(false)).IsKnown)
                return false;
        }
        return true;
    }

    private static async Task<OutputData<T>> CallAsync<T>(
        Deployment deployment, string token, ImmutableDictionary<string, object?> inputs, InvokeOptions? options)
    {
        var provider = options?.Provider ?? options?.Parent?.GetProvider(token);
        var reference = provider is null ? "" : await provider.GetReferenceAsync().ConfigureAwait(false);
        var data = Wire.Read(await deployment.Monitor.CallAsync(token, inputs, reference).ConfigureAwait(false));
        return data.With(new Deserializer(warning => Log.Warn(warning)).Convert<T>($"{token} result", data.Value));
    }
}
