using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity.Policies;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>Collects the policies on buckets, repositories, functions and queues from what is deployed.</summary>
internal static class ResourcePolicies
{
    public static ImmutableArray<ResourcePolicy> Read(StackState state) => [.. Buckets(state), .. Repositories(state), .. Functions(state), .. Queues(state)];

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

    // A permission is one statement of the function's policy (https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html).
    private static IEnumerable<ResourcePolicy> Functions(StackState state) =>
        from permission in state.OfType("aws:lambda/permission:Permission")
        let name = DeployedRoles.Required(permission, "function")
        from function in state.OfType("aws:lambda/function:Function")
        where function.Text("name") == name || function.Text("arn") == name
        select new ResourcePolicy(
            DeployedRoles.Required(function, "arn"),
            PolicyDocument.Parse($"the policy of function '{function.Text("name")}'", PolicyKind.Repository, Statement(permission)));

    private static string Statement(DeployedResource permission)
    {
        var principal = DeployedRoles.Required(permission, "principal");
        var conditions = new JsonObject();
        foreach (var (test, key, value) in new[] { ("ArnLike", ConditionKeys.SourceArn, permission.Text("sourceArn")), ("StringEquals", ConditionKeys.SourceAccount, permission.Text("sourceAccount")) })
        {
            if (value is not null)
            {
                conditions[test] = new JsonObject { [key] = value };
            }
        }
        return new JsonObject
        {
            ["Statement"] = new JsonObject
            {
                ["Sid"] = permission.Text("statementId"),
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { [principal.EndsWith(".amazonaws.com", StringComparison.Ordinal) ? "Service" : "AWS"] = principal },
                ["Action"] = DeployedRoles.Required(permission, "action"),
                ["Condition"] = conditions,
            },
        }.ToJsonString();
    }

    private static IEnumerable<ResourcePolicy> Queues(StackState state) =>
        from policy in state.OfType("aws:sqs/queuePolicy:QueuePolicy")
        from queue in state.OfType("aws:sqs/queue:Queue")
        where queue.Id == policy.Text("queueUrl")
        select new ResourcePolicy(DeployedRoles.Required(queue, "arn"), Parse(policy, $"the policy of queue '{queue.Text("name")}'", PolicyKind.Queue));

    private static PolicyDocument Parse(DeployedResource policy, string name, PolicyKind kind) =>
        PolicyDocument.Parse(name, kind, DeployedRoles.Required(policy, "policy"));
}
