using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Kubernetes;

/// <summary>
/// A kind of Kubernetes objects. What replaces one is the provider's list
/// (https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go).
/// </summary>
internal partial class KubernetesModel(string type, string apiVersion, string kind) : IResourceModel
{
    private static readonly string[] Metadata = ["annotations", "labels", "name", "namespace"];

    public string Type { get; } = type;

    /// <summary>Whether its objects lie in a namespace.</summary>
    public bool Namespaced { get; init; } = true;

    /// <summary>What an object has beside <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>.</summary>
    public string[] Members { get; init; } = ["spec"];

    /// <summary>The longest name.</summary>
    public int LongestName { get; init; } = 63;

    public IReadOnlySet<string> ReplaceOn { get; } = new[] { "metadata.name", "metadata.namespace" }.ToFrozenSet();

    /// <summary>Two objects of one name cannot be at the same time; one that the provider names gets another name.</summary>
    public bool DeletesBeforeReplace(JsonObject before, JsonObject after) =>
        after["metadata"]?["name"] is { } name && JsonNode.DeepEquals(before["metadata"]?["name"], name) && JsonNode.DeepEquals(before["metadata"]?["namespace"], after["metadata"]?["namespace"]);

    public virtual IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        if (identity.ProviderConfig["kubeconfig"] is null)
            yield return "it has no provider with a kubeconfig; the local cloud never reads ~/.kube/config: make a Provider of the cluster and pass it in the options";
        if ((string?)inputs["apiVersion"] != apiVersion || (string?)inputs["kind"] != kind)
            yield return $"it is a {inputs["apiVersion"]} {inputs["kind"]}; expected {apiVersion} {kind}";
        foreach (var (member, _) in inputs.Where(member => member.Key is not ("apiVersion" or "kind" or "metadata") && !Members.Contains(member.Key)))
            yield return $"the local cloud does not model input '{member}' of a {kind}; it honours metadata, {string.Join(", ", Members)}";
        foreach (var problem in MetadataProblems(identity, inputs["metadata"] as JsonObject ?? []))
            yield return problem;
    }

    public virtual (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var metadata = (inputs["metadata"] as JsonObject)?.DeepClone().AsObject() ?? [];
        // https://www.pulumi.com/registry/packages/kubernetes/#autonaming
        metadata["name"] ??= $"{identity.Name}-{PhysicalName.Hex(identity, 8)}";
        metadata["uid"] = PhysicalName.Uuid(identity);
        if (Namespaced)
            metadata["namespace"] ??= "default";
        return (Namespaced ? $"{metadata["namespace"]}/{metadata["name"]}" : $"{metadata["name"]}", new JsonObject { ["metadata"] = metadata });
    }

    public virtual Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        Clusters.Require(change);
        var ns = KubernetesNames.NamespaceOf(change.Resource);
        if (Namespaced && ns != "default" && !change.Deployed.Any(other => other.Type == KubernetesNames.Namespace && KubernetesNames.NameOf(other) == ns))
            throw new ProviderException($"namespaces \"{ns}\" not found. Declare a Namespace, and take its name from its output.");
        return Task.CompletedTask;
    }

    public virtual Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        Clusters.Require(change);
        return Task.CompletedTask;
    }

    public virtual Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        Clusters.Require(change);
        return Task.CompletedTask;
    }

    private IEnumerable<string> MetadataProblems(ResourceIdentity identity, JsonObject metadata)
    {
        foreach (var (member, _) in metadata.Where(member => !Metadata.Contains(member.Key)))
            yield return $"the local cloud does not model 'metadata.{member}'; it honours {string.Join(", ", Metadata)}";
        if (!Namespaced && metadata["namespace"] is not null)
            yield return $"metadata.namespace: Forbidden: not allowed on this type ({kind})";
        var name = (string?)metadata["name"] ?? $"{identity.Name}-{PhysicalName.Hex(identity, 8)}";
        if (!DnsLabel().IsMatch(name) || name.Length > LongestName)
            yield return FormattableString.Invariant($"metadata.name: Invalid value: \"{name}\": must be lower-case letters, digits and hyphens, a letter or digit at both ends, and no more than {LongestName} characters");
        foreach (var (key, value) in metadata["labels"] as JsonObject ?? [])
        {
            if (!LabelKey().IsMatch(key) || !LabelValue().IsMatch((string?)value ?? ""))
                yield return $"metadata.labels: Invalid value: \"{key}\": \"{value}\": must be letters, digits, hyphens, dots and underscores, a letter or digit at both ends, and no more than 63 characters";
        }
    }

    // https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and labels/
    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\A([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?\z")]
    private static partial Regex LabelValue();
}
