namespace Pulumi.Serialization;

/// <summary>The registration of one resource: gathers what it needs, and resolves its outputs by the answer.</summary>
internal sealed class Registration(
    Deployment deployment, Resource resource, bool remote, ResourceArgs args, ResourceOptions options,
    ImmutableDictionary<string, IOutputSource> outputs)
{
    public async Task RunAsync()
    {
        try
        {
            Resolve(await ReadOrRegisterAsync().ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            // Whoever waits for an output must not wait forever.
            foreach (var output in outputs.Values)
                output.Fail(exception);
            throw;
        }
    }

    private void Resolve(ResourceState answer)
    {
        outputs[Wire.Urn].Resolve(OutputData.Create<object?>(answer.Urn));
        if (resource is CustomResource)
            outputs[Wire.Id].Resolve(OutputData.Create<object?>(answer.Id, isKnown: !string.IsNullOrEmpty(answer.Id)));
        var deserializer = new Deserializer(warning => Log.Warn(warning, resource));
        foreach (var (name, output) in outputs.Where(output => output.Key is not (Wire.Urn or Wire.Id)))
        {
            // What a provider does not answer may still come in a preview, and is nothing otherwise.
            var data = answer.Outputs.TryGetValue(name, out var value)
                ? Wire.Read(value)
                : OutputData.Create<object?>(null, isKnown: !deployment.IsDryRun);
            output.Resolve(data.With(deserializer.Convert($"{resource.GetType()}.{name}", data.Value, output.Type)));
        }
    }

    private async Task<ResourceState> ReadOrRegisterAsync()
    {
        if (options.Urn is { } urn)
            return deployment.Monitor.Find(urn);
        var request = await PrepareAsync().ConfigureAwait(false);
        var id = await options.Id.ToOutput().GetValueAsync("").ConfigureAwait(false);
        if (string.IsNullOrEmpty(id))
            return await deployment.Monitor.RegisterAsync(resource, request).ConfigureAwait(false);
        if (resource is not CustomResource)
            throw new RunException($"The component '{resource.GetResourceName()}' has the option Id, which only custom resources have.");
        return await deployment.Monitor.ReadAsync(resource, request with { Id = id }).ConfigureAwait(false);
    }

    private async Task<ResourceRequest> PrepareAsync()
    {
        var serializer = new Serializer();
        var dependsOn = await options.DependsOn.ToOutput().GetValueAsync([]).ConfigureAwait(false);
        var path = $"{resource.GetResourceType()} '{resource.GetResourceName()}'";
        var inputs = (ImmutableDictionary<string, object?>)(await serializer.SerializeAsync(path, args).ConfigureAwait(false))!;
        await WaitForAsync(dependsOn.IsDefault ? [] : dependsOn, serializer.Dependencies).ConfigureAwait(false);
        return new ResourceRequest(
            resource.GetResourceType(),
            resource.GetResourceName(),
            inputs.Remove(Wire.Id).Remove(Wire.Urn),
            await ParentUrnAsync().ConfigureAwait(false),
            !remote && resource is CustomResource && options.Provider is { } provider ? await provider.GetReferenceAsync().ConfigureAwait(false) : "",
            (options as CustomResourceOptions)?.ImportId ?? "");
    }

    private async Task WaitForAsync(ImmutableArray<Resource> dependsOn, HashSet<Resource> dependencies)
    {
        ResourceGraph.CheckNoAncestor(resource, dependsOn);
        foreach (var dependency in ResourceGraph.Expand(dependencies.Union(dependsOn)))
            await dependency.Urn.Data.ConfigureAwait(false);
    }

    private async Task<string?> ParentUrnAsync()
    {
        if (resource is Stack)
            return null;
        var parent = options.Parent ?? deployment.Stack;
        return await parent.Urn.GetValueAsync("").ConfigureAwait(false);
    }
}
