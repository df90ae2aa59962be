using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>Everything of AWS that the local cloud can deploy or answer.</summary>
internal static class AwsModels
{
    public static IEnumerable<IResourceModel> Resources =>
        [.. S3Models.All, .. EcrModels.All, .. Ec2Models.All, .. IamModels.All, .. LogsModels.All, .. BatchModels.All, .. EcsModels.All, .. LambdaModels.All, .. SqsModels.All, new StateMachineModel()];

    public static IEnumerable<IInvokeModel> Invokes => AwsInvokes.All;
}
