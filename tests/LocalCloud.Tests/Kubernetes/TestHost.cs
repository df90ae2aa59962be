using CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

namespace CloudStacks.LocalCloud.Tests.Kubernetes;

/// <summary>A provider of clusters whose nodes pull one image, and whose nodes with the label <c>spot</c> may be taken back.</summary>
internal sealed class TestHost : IClusterHost
{
    public string? PullProblem(string image) => image == "image" ? null : $"{image}: not found";

    public IReadOnlyDictionary<string, string> IdentityOf(string ns, string serviceAccount) => new Dictionary<string, string> { ["IDENTITY"] = $"{ns}/{serviceAccount}" };

    public bool IsSpot(IReadOnlyDictionary<string, string> nodeSelector) => nodeSelector.ContainsKey("spot");

    public ResourceQuota? QuotaIn(string ns) => null;
}
