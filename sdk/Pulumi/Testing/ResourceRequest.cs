namespace Pulumi.Serialization;

/// <summary>What a registration tells about a resource, its inputs in <see cref="Wire"/> form.</summary>
internal sealed record ResourceRequest(
    string Type, string Name, ImmutableDictionary<string, object?> Inputs, string? ParentUrn, string Provider, string Id);

/// <summary>What a registration answers, its outputs in <see cref="Wire"/> form.</summary>
internal sealed record ResourceState(string Urn, string? Id, ImmutableDictionary<string, object?> Outputs);
