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
        // The provider would make everything anew there: https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go (DiffConfig)
        else if (identity.Prior is { } prior && Clusters.ServerOf((string?)prior.Inputs["kubeconfig"]) != Clusters.ServerOf((string?)inputs["kubeconfig"]))
            yield return "the setting 'kubeconfig' names another cluster than before; the local cloud does not move objects from one to another: run down, then up";
    }

    public (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs) => (PhysicalName.Uuid(identity), []);

    public Task CreateAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;
}
