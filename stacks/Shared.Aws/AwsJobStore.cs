using Pulumi;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace CloudStacks.Shared.Aws;

/// <summary>The bucket that holds input and jobs: private, encrypted, TLS only, emptied when it is destroyed.</summary>
public sealed class AwsJobStore : ComponentResource
{
    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="tags">The tags of the trial.</param>
    /// <param name="options">The component's options.</param>
    public AwsJobStore(string name, InputMap<string> tags, ComponentResourceOptions? options = null)
        : base("cloudstacks:aws:JobStore", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };

        var bucket = new Bucket($"{name}-bucket", new BucketArgs { ForceDestroy = true, Tags = tags }, child);
        var publicAccess = new BucketPublicAccessBlock($"{name}-public-access", new BucketPublicAccessBlockArgs
        {
            Bucket = bucket.Id,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, child);
        _ = new BucketOwnershipControls($"{name}-ownership", new BucketOwnershipControlsArgs
        {
            Bucket = bucket.Id,
            Rule = new BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, child);
        _ = new BucketServerSideEncryptionConfiguration($"{name}-encryption", new Pulumi.Aws.S3.BucketServerSideEncryptionConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules = new BucketServerSideEncryptionConfigurationRuleArgs
            {
                ApplyServerSideEncryptionByDefault = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
                {
                    SseAlgorithm = "AES256",
                },
            },
        }, child);
        _ = new BucketLifecycleConfiguration($"{name}-lifecycle", new BucketLifecycleConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules = new BucketLifecycleConfigurationRuleArgs
            {
                Id = "forget",
                Status = "Enabled",
                Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = 30 },
                AbortIncompleteMultipartUpload = new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs { DaysAfterInitiation = 1 },
            },
        }, child);
        // S3 answers OperationAborted when a policy and the public access block of one bucket change at the same moment.
        _ = new BucketPolicy($"{name}-policy", new BucketPolicyArgs
        {
            Bucket = bucket.Id,
            Policy = bucket.Arn.Apply(Aws.Policy.TlsOnly),
        }, new CustomResourceOptions { Parent = this, DependsOn = publicAccess });

        Arn = bucket.Arn;
        Bucket = bucket.Id;
        Uri = Output.Format($"s3://{bucket.Id}");
        RegisterOutputs();
    }

    /// <summary>The bucket's ARN.</summary>
    public Output<string> Arn { get; }

    /// <summary>The bucket's name.</summary>
    public Output<string> Bucket { get; }

    /// <summary>The store as the worker writes it: <c>s3://bucket</c>.</summary>
    public Output<string> Uri { get; }
}
