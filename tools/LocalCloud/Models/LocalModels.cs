using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Aws;

namespace CloudStacks.LocalCloud.Models;

/// <summary>All models of the local cloud.</summary>
public static class LocalModels
{
    /// <summary>The registry that the engine works with.</summary>
    public static ResourceModels All { get; } = new([.. AwsModels.Resources, new DockerBuild.ImageModel()], AwsModels.Invokes);
}
