using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>Everything of Google Cloud that the local cloud can deploy or answer.</summary>
internal static class GcpModels
{
    public static IEnumerable<IResourceModel> Resources =>
    [
        new ApiModel(), new ServiceAccountModel(), new BucketModel(), new BucketObjectModel(), new RepositoryModel(), new JobModel(), new FunctionModel(), new ClusterModel(),
        .. NetworkModels.All, .. IamMembers.All,
    ];

    public static IEnumerable<IInvokeModel> Invokes => GcpInvokes.All;
}
