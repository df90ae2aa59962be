using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.AwsBatch;
using CloudStacks.LocalCloud.Services.AwsLambda;

namespace CloudStacks.LocalCloud.Services;

/// <summary>The services of the local cloud, by id.</summary>
internal static class LocalServices
{
    /// <summary>Opens the service that a stack was deployed for.</summary>
    public static async Task<ILocalService> OpenAsync(ServiceContext context, AwsCloud aws, CancellationToken cancellationToken) => context.State.Service switch
    {
        "aws-batch" => AwsBatchService.Open(context, aws),
        "aws-lambda" => await AwsLambdaService.OpenAsync(context, aws, cancellationToken),
        var service => throw new EngineException($"the local cloud does not run {service}"),
    };
}
