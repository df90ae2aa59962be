using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Policies;
using CloudStacks.LocalCloud.Models.Aws;

namespace CloudStacks.LocalCloud.Services.S3Events;

/// <summary>Whether S3 may send a bucket's events to a queue, which the queue's own policy decides.</summary>
internal static class QueueAccess
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html</summary>
    public static Decision Check(IamAuthorizer authorizer, QueueNotification rule) => authorizer.Authorize(new(
        new(PrincipalKind.Service, "s3.amazonaws.com"), "sqs:SendMessage", rule.QueueArn,
        AuthorizationRequest.NoContext.Add(ConditionKeys.SourceArn, rule.BucketArn).Add(ConditionKeys.SourceAccount, AwsTemplate.Account)));
}
