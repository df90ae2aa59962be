using Pulumi;
using Pulumi.Gcp.Storage;
using Pulumi.Gcp.Storage.Inputs;

namespace CloudStacks.Shared.Gcp;

/// <summary>What the buckets of a trial have in common.</summary>
internal static class GcpBuckets
{
    /// <summary>A private bucket that forgets objects after 30 days and is emptied when it is destroyed. Cloud Storage encrypts by itself.</summary>
    public static BucketArgs Private(GcpPlace place, InputMap<string> labels) => new()
    {
        Project = place.Project,
        Location = place.Region,
        Labels = labels,
        UniformBucketLevelAccess = true,
        PublicAccessPrevention = "enforced",
        ForceDestroy = true,
        // By default deleted objects are kept, and charged, for another seven days.
        SoftDeletePolicy = new BucketSoftDeletePolicyArgs { RetentionDurationSeconds = 0 },
        LifecycleRules =
        {
            new BucketLifecycleRuleArgs
            {
                Action = new BucketLifecycleRuleActionArgs { Type = "Delete" },
                Condition = new BucketLifecycleRuleConditionArgs { Age = 30 },
            },
        },
    };
}
