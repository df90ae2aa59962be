using CloudStacks.LocalCloud.Identity.Policies;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>The policies of AWS's own that a program may attach; another one is refused by name.</summary>
internal static class ManagedPolicies
{
    // https://docs.aws.amazon.com/batch/latest/userguide/execution-IAM-role.html
    private const string EcsTaskExecution = """
        { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Resource": "*", "Action": [
          "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
          "logs:CreateLogStream", "logs:PutLogEvents" ] } ] }
        """;

    private static readonly Dictionary<string, string> Documents = new()
    {
        ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"] = EcsTaskExecution,
    };

    /// <summary>The policy behind the ARN, or null where AWS does not own it.</summary>
    public static PolicyDocument? Find(string arn) =>
        Documents.TryGetValue(arn, out var json) ? PolicyDocument.Parse(arn, PolicyKind.Identity, json)
        : arn.Contains("::aws:policy/", StringComparison.Ordinal) ? throw Unknown(arn)
        : null;

    private static IdentityException Unknown(string arn) => new(
        $"the local cloud does not know the managed policy '{arn}'; it knows {string.Join(", ", Documents.Keys)}. Write the statements into a policy of the program");
}
