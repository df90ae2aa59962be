using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.AwsBatch;

namespace CloudStacks.LocalCloud.Services;

/// <summary>The services of the local cloud, by id.</summary>
internal static class LocalServices
{
    /// <summary>Opens the service that a stack was deployed for.</summary>
    public static ILocalService Open(ServiceContext context, IamAuthorizer authorizer, CredentialsEndpoint credentials, string region) => context.State.Service switch
    {
        "aws-batch" => AwsBatchService.Open(context, authorizer, credentials, region),
        var service => throw new EngineException($"the local cloud does not run {service}"),
    };
}
