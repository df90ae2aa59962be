using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Kubernetes;

/// <summary>What may reach pods. Tasks of the local cloud listen on nothing, so that only what would keep them from calling out could matter.</summary>
internal sealed class NetworkPolicyModel() : KubernetesModel(KubernetesNames.NetworkPolicy, "networking.k8s.io/v1", "NetworkPolicy")
{
    private static readonly string[] Honoured = ["podSelector", "policyTypes"];

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        var spec = inputs["spec"] as JsonObject ?? [];
        foreach (var (member, _) in spec.Where(member => !Honoured.Contains(member.Key)))
            yield return $"the local cloud does not model 'spec.{member}' of a NetworkPolicy; it honours {string.Join(", ", Honoured)}";
        // Without a list a policy without egress rules is one for what comes in: https://kubernetes.io/docs/concepts/services-networking/network-policies/
        foreach (var kind in (spec["policyTypes"] as JsonArray ?? []).Where(kind => (string?)kind != "Ingress"))
            yield return $"spec.policyTypes names {kind}; the local cloud models Ingress";
    }
}
