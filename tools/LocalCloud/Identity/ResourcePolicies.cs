using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity.Policies;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>Collects the policies on buckets and repositories from what is deployed.</summary>
internal static class ResourcePolicies
{
    public static ImmutableArray<ResourcePolicy> Read(StackState state) => [.. Buckets(state), .. Repositories(state)];

    private static IEnumerable<ResourcePolicy> Buckets(StackState state) =>
        state.OfType("aws:s3/bucketPolicy:BucketPolicy").Select(policy =>
        {
            var bucket = DeployedRoles.Required(policy, "bucket");
            return new ResourcePolicy($"arn:aws:s3:::{bucket}", Parse(policy, $"the policy of bucket '{bucket}'", PolicyKind.Bucket));
        });

    private static IEnumerable<ResourcePolicy> Repositories(StackState state) =>
        from policy in state.OfType("aws:ecr/repositoryPolicy:RepositoryPolicy")
        let name = DeployedRoles.Required(policy, "repository")
        from repository in state.OfType("aws:ecr/repository:Repository")
        where (repository.Text("name") ?? repository.Id) == name
        select new ResourcePolicy(
            DeployedRoles.Required(repository, "arn"), Parse(policy, $"the policy of repository '{name}'", PolicyKind.Repository));

    private static PolicyDocument Parse(DeployedResource policy, string name, PolicyKind kind) =>
        PolicyDocument.Parse(name, kind, DeployedRoles.Required(policy, "policy"));
}
