using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>How the local cloud's provider treats one resource type. A type without a model is refused by name.</summary>
public interface IResourceModel
{
    /// <summary>The type token, such as <c>aws:s3/bucket:Bucket</c>.</summary>
    string Type { get; }

    /// <summary>Property paths whose change replaces the resource, such as <c>name</c> or <c>computeResources.type</c>.</summary>
    IReadOnlySet<string> ReplaceOn { get; }

    /// <summary>Whether the provider asks for the old one to go first when it is replaced, as for a fixed name that stays.</summary>
    bool DeletesBeforeReplace(JsonObject before, JsonObject after) => false;

    /// <summary>Whether several resources may stand for the same thing, as two that switch one API on.</summary>
    bool MayBeShared => false;

    /// <summary>What the provider would refuse about the inputs, each as a sentence that names the property, the value and what was expected.</summary>
    IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs);

    /// <summary>The id and the computed outputs: a pure function of identity and inputs, so that a plan knows what <c>up</c> will give.</summary>
    (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs);

    /// <summary>Brings the resource into being. Throws <see cref="ProviderException"/> where the service would refuse.</summary>
    Task CreateAsync(ResourceChange change, CancellationToken cancellationToken);

    /// <summary>Changes the resource in place.</summary>
    Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken);

    /// <summary>Removes the resource; removing what is already gone succeeds.</summary>
    Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken);
}

/// <summary>What a provider may compute ids and names from.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="Type">The type token under which the resource was created.</param>
/// <param name="Name">The name under which the resource was created.</param>
/// <param name="Generation">How often it has been replaced.</param>
/// <param name="ProviderConfig">The settings of its provider, such as <c>region</c>.</param>
public sealed record ResourceIdentity(string Stack, string Type, string Name, int Generation, JsonObject ProviderConfig)
{
    /// <summary>The resource as it is deployed now, for what counts up with every change; null before it exists.</summary>
    public DeployedResource? Prior { get; init; }

    /// <summary>The inputs that differ from those of <see cref="Prior"/>; secrets are compared by their hashes.</summary>
    public IReadOnlySet<string> Changed { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The folder to which the program's relative paths refer.</summary>
    public string ProgramFolder { get; init; } = ".";
}

/// <summary>One step on one resource and what it may look at.</summary>
/// <param name="Resource">The resource as it will be (create, update) or was (delete).</param>
/// <param name="Before">The resource before an update, else null.</param>
/// <param name="Deployed">Everything that is deployed at this moment.</param>
/// <param name="DataRoot">The folder in which the stack's local cloud keeps buckets, job records and logs.</param>
public sealed record ResourceChange(
    DeployedResource Resource,
    DeployedResource? Before,
    IReadOnlyList<DeployedResource> Deployed,
    string DataRoot);

/// <summary>The service refused a step; the message is the service's, in our words, and says what to do.</summary>
public sealed class ProviderException(string message) : Exception(message);
