using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Kubernetes;

/// <summary>An explicit provider: a way into one cluster.</summary>
internal sealed class ProviderModel : IResourceModel
{
    public string Type => KubernetesNames.Provider;

    public IReadOnlySet<string> ReplaceOn { get; } = FrozenSet<string>.Empty;

    public IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var (name, _) in inputs.Where(input => input.Key != "kubeconfig"))
            yield return $"the local cloud does not model the provider's setting '{name}'; it honours kubeconfig";
        if (Clusters.ServerOf((string?)inputs["kubeconfig"]) is null)
            yield return "the setting 'kubeconfig' has no current context with a cluster; expected a kubeconfig as JSON";
    }

    public (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs) => (PhysicalName.Uuid(identity), []);

    public Task CreateAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;
}
