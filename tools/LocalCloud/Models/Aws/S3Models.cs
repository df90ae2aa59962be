using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>S3 (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/s3).</summary>
internal static class S3Models
{
    private static readonly Reference[] InBucket = [new("bucket", BucketModel.Token, "NoSuchBucket")];

    public static IEnumerable<IResourceModel> All =>
    [
        new BucketModel(),
        OfBucket("bucketPublicAccessBlock:BucketPublicAccessBlock", ["bucket"], "blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets", "skipDestroy"),
        OfBucket("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", ["bucket", "expectedBucketOwner"], "rules"),
        OfBucket("bucketLifecycleConfiguration:BucketLifecycleConfiguration", ["bucket", "expectedBucketOwner"], "rules", "transitionDefaultMinimumObjectSize"),
        OfBucket("bucketOwnershipControls:BucketOwnershipControls", ["bucket"], "rule"),
        new BucketNotificationModel(),
        new AwsModel("aws:s3/bucketPolicy:BucketPolicy")
        {
            Id = "{bucket}", Fixed = ["bucket"], Mutable = ["policy"], Documents = ["policy"], References = InBucket,
        },
    ];

    private static AwsModel OfBucket(string type, string[] fixedInputs, params string[] mutable) =>
        new("aws:s3/" + type) { Id = "{bucket}", Fixed = fixedInputs, Mutable = mutable, References = InBucket };
}
