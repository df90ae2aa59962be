namespace Pulumi.Serialization;

/// <summary>The registration of a component's outputs.</summary>
internal static class OutputRegistration
{
    public static async Task RunAsync(Deployment deployment, Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync("").ConfigureAwait(false);
        var values = await outputs.GetValueAsync(ImmutableDictionary<string, object?>.Empty).ConfigureAwait(false);
        var path = $"outputs of '{resource.GetResourceName()}'";
        var serialized = await new Serializer().SerializeAsync(path, values).ConfigureAwait(false);
        await deployment.Monitor.RegisterOutputsAsync(urn, (ImmutableDictionary<string, object?>)serialized!).ConfigureAwait(false);
    }
}
