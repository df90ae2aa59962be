using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.AwsBatch;
using CloudStacks.LocalCloud.Services.AwsEcsFargate;
using CloudStacks.LocalCloud.Services.AwsLambda;
using CloudStacks.LocalCloud.Services.AwsStepFunctions;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions;
using CloudStacks.LocalCloud.Services.GcpCloudRun;
using CloudStacks.LocalCloud.Services.GcpDataflow;
using CloudStacks.LocalCloud.Services.GcpGke;

namespace CloudStacks.LocalCloud.Services;

/// <summary>The services of the local cloud, by id.</summary>
internal static class LocalServices
{
    /// <summary>Starts the cloud that a stack was deployed to, which its service id begins with.</summary>
    public static async Task<ICloud> StartCloudAsync(ServiceContext context, CancellationToken cancellationToken) => context.State.Service.Split('-')[0] switch
    {
        "aws" => await AwsCloud.StartAsync(context, cancellationToken),
        "gcp" => await GoogleCloud.StartAsync(context, cancellationToken),
        "azure" => await AzureCloud.StartAsync(context, cancellationToken),
        _ => throw Unknown(context),
    };

    /// <summary>Opens the service that a stack was deployed for.</summary>
    public static async Task<ILocalService> OpenAsync(ServiceContext context, ICloud cloud, CancellationToken cancellationToken) => (context.State.Service, cloud) switch
    {
        ("aws-batch", AwsCloud aws) => AwsBatchService.Open(context, aws),
        ("aws-ecs-fargate", AwsCloud aws) => AwsEcsFargateService.Open(context, aws),
        ("aws-lambda", AwsCloud aws) => await AwsLambdaService.OpenAsync(context, aws, cancellationToken),
        ("aws-step-functions", AwsCloud aws) => AwsStepFunctionsService.Open(context, aws),
        ("gcp-dataflow", GoogleCloud google) => GcpDataflowService.Open(context, google),
        ("gcp-cloud-functions", GoogleCloud google) => GcpCloudFunctionsService.Open(context, google),
        ("gcp-cloud-run", GoogleCloud google) => GcpCloudRunService.Open(context, google),
        ("gcp-gke", GoogleCloud google) => GcpGkeService.Open(context, google),
        _ => throw Unknown(context),
    };

    private static EngineException Unknown(ServiceContext context) => new($"the local cloud does not run {context.State.Service}");
}
