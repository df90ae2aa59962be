using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.AwsBatch;

namespace CloudStacks.LocalCloud.Services;

/// <summary>The services of the local cloud, by id.</summary>
internal static class LocalServices
{
    /// <summary>Opens the service that a stack was deployed for.</summary>
    public static ILocalService Open(ServiceContext context, AwsCloud aws) => context.State.Service switch
    {
        "aws-batch" => AwsBatchService.Open(context, aws),
        var service => throw new EngineException($"the local cloud does not run {service}"),
    };
}
