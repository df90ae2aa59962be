namespace CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

/// <summary>What is different from one provider of clusters to the next.</summary>
internal interface IClusterHost
{
    /// <summary>Why a node cannot pull an image, or null.</summary>
    string? PullProblem(string image);

    /// <summary>The variables by which a pod finds storage and its identity there.</summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="serviceAccount">The name of its service account.</param>
    /// <exception cref="Identity.IdentityException">There is no such identity.</exception>
    IReadOnlyDictionary<string, string> IdentityOf(string ns, string serviceAccount);

    /// <summary>Whether pods with this node selector run on capacity that may be taken back. Throws <see cref="FormatException"/> naming a label that no node has.</summary>
    bool IsSpot(IReadOnlyDictionary<string, string> nodeSelector);

    /// <summary>The quota that the provider puts into every namespace, or null.</summary>
    ResourceQuota? QuotaIn(string ns);
}
