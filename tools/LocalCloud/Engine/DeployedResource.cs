using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>One resource as it stands in the state: what the program declared and what the provider answered.</summary>
/// <param name="Urn">The unique name <c>urn:pulumi:stack::project::type-chain::name</c>.</param>
/// <param name="Type">The type token, such as <c>aws:s3/bucket:Bucket</c>.</param>
/// <param name="Name">The resource's name in its program.</param>
/// <param name="Id">The id that the provider gave it; empty for components.</param>
/// <param name="Parent">The parent's URN, or null directly under the stack.</param>
/// <param name="Inputs">Resolved inputs by their wire names. Secrets stand as salted hashes, assets as content hashes.</param>
/// <param name="Outputs">Inputs and computed outputs by their wire names.</param>
/// <param name="DependsOn">URNs of what must exist before it and must outlive it.</param>
/// <param name="Options">The resource options that the engine honours.</param>
/// <param name="Generation">How often it has been replaced, from 0.</param>
public sealed record DeployedResource(
    string Urn,
    string Type,
    string Name,
    string Id,
    string? Parent,
    JsonObject Inputs,
    JsonObject Outputs,
    ImmutableArray<string> DependsOn,
    EngineOptions Options,
    int Generation)
{
    /// <summary>The URN under which it was created, if an alias has renamed it since: physical names keep following it.</summary>
    public string? Origin { get; init; }

    /// <summary>An output as text, or null where it is missing or not a string.</summary>
    public string? Text(string output) =>
        Outputs[output] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>The resource options that change what an engine does (Pulumi's documentation, "Resource options").</summary>
public sealed record EngineOptions
{
    public bool Custom { get; init; } = true;
    public bool Protect { get; init; }
    public bool RetainOnDelete { get; init; }
    public bool? DeleteBeforeReplace { get; init; }

    /// <summary>URN of a resource whose deletion takes this one along, so that no delete call is needed.</summary>
    public string? DeletedWith { get; init; }
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>URNs that this resource had before.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];
    public ImmutableArray<string> SecretOutputs { get; init; } = [];
}
