using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Aws;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Models.Kubernetes;

namespace CloudStacks.LocalCloud.Models;

/// <summary>All models of the local cloud.</summary>
public static class LocalModels
{
    /// <summary>The registry that the engine works with.</summary>
    public static ResourceModels All { get; } = new([.. AwsModels.Resources, .. GcpModels.Resources, .. KubernetesModels.Resources, new DockerBuild.ImageModel()], AwsModels.Invokes.Concat(GcpModels.Invokes));
}
