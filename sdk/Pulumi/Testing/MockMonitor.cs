using System.Collections.Concurrent;
using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>Stands where an engine would: passes every request to the mocks.</summary>
internal sealed class MockMonitor(IMocks mocks, Deployment deployment)
{
    private readonly ConcurrentDictionary<string, ResourceState> _states = new();
    private readonly List<Resource> _resources = [];

    /// <summary>The resources in the order of their registration.</summary>
    public ImmutableArray<Resource> Resources
    {
        get
        {
            lock (_resources)
                return [.. _resources];
        }
    }

    public async Task<ResourceState> RegisterAsync(Resource resource, ResourceRequest request)
    {
        Add(resource);
        if (resource is Stack)
            return new ResourceState(NewUrn(request), null, ImmutableDictionary<string, object?>.Empty);
        var (id, outputs) = await AskAsync(request).ConfigureAwait(false);
        return Remember(new ResourceState(NewUrn(request), id ?? request.Id, outputs));
    }

    public async Task<ResourceState> ReadAsync(Resource resource, ResourceRequest request)
    {
        var (_, outputs) = await AskAsync(request).ConfigureAwait(false);
        Add(resource);
        return Remember(new ResourceState(NewUrn(request), request.Id, outputs));
    }

    public ResourceState Find(string urn) => _states.TryGetValue(urn, out var state)
        ? state
        : throw new RunException($"The program looks up the resource {urn}, which is not registered.");

    public async Task<object?> CallAsync(string token, ImmutableDictionary<string, object?> inputs, string provider)
    {
        var result = await mocks.CallAsync(new MockCallArgs { Token = token, Args = Plain(inputs), Provider = provider }).ConfigureAwait(false);
        return await SerializeAsync($"result of {token}", result).ConfigureAwait(false);
    }

    public Task RegisterOutputsAsync(string urn, ImmutableDictionary<string, object?> outputs) =>
        mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(
            urn, outputs.ToImmutableDictionary(entry => entry.Key, entry => new Output<object?>(Task.FromResult(Wire.Read(entry.Value))))));

    private void Add(Resource resource)
    {
        lock (_resources)
            _resources.Add(resource);
    }

    private ResourceState Remember(ResourceState state) => _states[state.Urn] = state;

    private async Task<(string? Id, ImmutableDictionary<string, object?> Outputs)> AskAsync(ResourceRequest request)
    {
        var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Plain(request.Inputs),
            Provider = request.Provider,
            Id = request.Id,
        }).ConfigureAwait(false);
        return (id, await SerializeAsync($"state of {request.Type} '{request.Name}'", state).ConfigureAwait(false));
    }

    private string NewUrn(ResourceRequest request)
    {
        var prefix = string.IsNullOrEmpty(request.ParentUrn)
            ? $"urn:pulumi:{deployment.StackName}::{deployment.ProjectName}::"
            : Urn.ChildPrefix(request.ParentUrn);
        return $"{prefix}{request.Type}::{request.Name}";
    }

    /// <summary>The inputs that mocks see: secrets in the clear, and no input that is null or contains an unknown.</summary>
    private static ImmutableDictionary<string, object> Plain(ImmutableDictionary<string, object?> inputs) => inputs
        .Select(input => (input.Key, Data: Wire.Read(input.Value)))
        .Where(input => input.Data is { IsKnown: true, Value: not null })
        .ToImmutableDictionary(input => input.Key, input => input.Data.Value!);

    private static async Task<ImmutableDictionary<string, object?>> SerializeAsync(string path, object value)
    {
        var plain = value is IDictionary<string, object> map ? map.ToImmutableDictionary() : value;
        return await new Serializer().SerializeAsync(path, plain).ConfigureAwait(false) as ImmutableDictionary<string, object?>
            ?? throw new RunException($"The {path} must be a dictionary with string keys, not {value?.GetType().ToString() ?? "null"}.");
    }
}
