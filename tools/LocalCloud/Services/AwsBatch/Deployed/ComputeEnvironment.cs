using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>A compute environment on Fargate; <paramref name="Invalid"/> says why its status is INVALID, null where it is VALID.</summary>
internal sealed record ComputeEnvironment(
    string Name, string Arn, string State, string? Invalid, bool Spot, decimal MaxVcpus, ImmutableArray<string> Subnets, ImmutableArray<string> SecurityGroups)
{
    public static ComputeEnvironment Read(DeployedResource resource, IamAuthorizer authorizer)
    {
        var compute = resource.Outputs["computeResources"] as JsonObject ?? [];
        return new(
            resource.Text("name")!,
            resource.Text("arn")!,
            resource.Text("state") ?? "ENABLED",
            resource.Text("status") == "INVALID" ? resource.Text("statusReason") : Untrusting(resource.Text("serviceRole"), authorizer),
            (string?)compute["type"] == "FARGATE_SPOT",
            (decimal?)compute["maxVcpus"]?.GetValue<double>() ?? 0,
            Texts(compute["subnets"]),
            Texts(compute["securityGroupIds"]));
    }

    /// <summary>Why no job can be placed here at all, or null.</summary>
    public string? Problem =>
        State != "ENABLED" ? $"the compute environment {Name} is {State}"
        : Invalid is not null ? $"the compute environment {Name} is INVALID: {Invalid}"
        : null;

    // Without a role Batch uses its service-linked one, which trusts it. https://docs.aws.amazon.com/batch/latest/userguide/invalid_compute_environment.html
    private static string? Untrusting(string? role, IamAuthorizer authorizer) =>
        string.IsNullOrEmpty(role) || role.Contains(":role/aws-service-role/", StringComparison.Ordinal) || authorizer.CheckTrust(role, "batch.amazonaws.com") is not { Allowed: false } refusal
            ? null
            : $"CLIENT_ERROR - Not authorized to perform sts:AssumeRole ({refusal.Message})";

    private static ImmutableArray<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(item => item!.GetValue<string>())];
}
