using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.Kubernetes.Cluster;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Models.Kubernetes;

/// <summary>The most that a namespace may use.</summary>
internal sealed class ResourceQuotaModel() : KubernetesModel(KubernetesNames.ResourceQuota, "v1", "ResourceQuota")
{
    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        foreach (var (member, _) in (inputs["spec"] as JsonObject ?? []).Where(member => member.Key != "hard"))
            yield return $"the local cloud does not model 'spec.{member}' of a ResourceQuota; it honours hard";
        foreach (var (key, amount) in inputs["spec"]?["hard"] as JsonObject ?? [])
        {
            if (Problem(key, Convert.ToString(amount, CultureInfo.InvariantCulture)!) is { } problem)
                yield return problem;
        }
    }

    private static string? Problem(string key, string amount)
    {
        try
        {
            return Quotas.Keys.Contains(key) && Quantity.Read(amount, $"spec.hard[{key}]") >= 0 ? null : $"spec.hard[{key}]: the local cloud models amounts of {string.Join(", ", Quotas.Keys)}";
        }
        catch (FormatException refusal)
        {
            return refusal.Message;
        }
    }
}
