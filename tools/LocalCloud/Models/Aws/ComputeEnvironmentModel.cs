using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>A managed Fargate environment; EC2 environments need machines that the local cloud does not have.</summary>
internal sealed class ComputeEnvironmentModel : AwsModel
{
    public const string Token = "aws:batch/computeEnvironment:ComputeEnvironment";

    // The API's ComputeResource structure marks these as not for Fargate (botocore 1.43.11, batch).
    private static readonly string[] NotOnFargate =
    [
        "allocationStrategy", "bidPercentage", "desiredVcpus", "ec2Configurations", "ec2KeyPair", "imageId", "instanceRole", "instanceTypes",
        "launchTemplate", "minVcpus", "placementGroup", "spotIamFleetRole", "tags",
    ];

    public ComputeEnvironmentModel() : base(Token)
    {
        NameInput = "name";
        Fixed = ["type", "computeResources.type"];
        Mutable = ["computeResources", "serviceRole", "state", "tags"];
        Computed =
        [
            ("arn", "arn:{partition}:batch:{region}:{account}:compute-environment/{name}"),
            ("ecsClusterArn", "arn:{partition}:ecs:{region}:{account}:cluster/AWSBatch-{name}-{hex}"),
        ];
        HeldBy = [new(BatchModels.JobQueue, "computeEnvironmentOrders.computeEnvironment", "ClientException: cannot delete, found existing JobQueue relationship.")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        var problems = base.Check(identity, inputs).ToList();
        if ((string?)inputs["name"] is { } name && BatchModels.NameProblem(name) is { } wrong)
            problems.Add(wrong);
        if ((string?)inputs["type"] != "MANAGED")
            problems.Add($"input 'type' is '{inputs["type"]}'; the local cloud models MANAGED");
        if (inputs["computeResources"] is JsonObject resources)
            problems.AddRange(CheckResources(resources));
        else
            problems.Add("input 'computeResources' is missing; a MANAGED environment needs it");
        return problems;
    }

    /// <summary>A service role that is not an ARN is accepted and leaves the environment INVALID (https://github.com/hashicorp/terraform-provider-aws/issues/8549).</summary>
    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (id, outputs) = base.Describe(identity, inputs);
        var role = (string?)inputs["serviceRole"];
        var valid = role is null || role.StartsWith("arn:", StringComparison.Ordinal);
        outputs["state"] = inputs["state"]?.DeepClone() ?? "ENABLED";
        outputs["status"] = valid ? "VALID" : "INVALID";
        outputs["statusReason"] = valid ? "ComputeEnvironment Healthy" : "CLIENT_ERROR - Not authorized to perform sts:AssumeRole";
        return (id, outputs);
    }

    /// <summary>
    /// Batch needs the service role's permissions to the end; without them a deletion hangs (https://github.com/hashicorp/terraform-cdk/issues/1297).
    /// Pulumi deletes at the same time what does not depend on one another, so the permissions are safe only behind a dependency.
    /// </summary>
    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        UnfinishedJobs.RequireNoneRunningIn(change);
        if ((string?)change.Resource.Inputs["serviceRole"] is not { } role)
            return;
        var name = role.Split('/')[^1];
        var permissions = change.Deployed.Where(other => other.Type == IamModels.RolePolicyAttachment && other.Text("role") == name).ToArray();
        if (permissions.Length == 0 || !permissions.All(policy => change.Resource.DependsOn.Contains(policy.Urn)))
            throw new ProviderException($"the environment hangs in DELETING: its service role '{name}' may lose its policy first. Let the environment depend on the role's policy attachment (DependsOn), or use the service-linked role.");
    }

    private static IEnumerable<string> CheckResources(JsonObject resources)
    {
        if ((string?)resources["type"] is not ("FARGATE" or "FARGATE_SPOT"))
        {
            yield return $"input 'computeResources.type' is '{resources["type"]}'; the local cloud models FARGATE and FARGATE_SPOT";
            yield break;
        }
        foreach (var name in NotOnFargate.Where(resources.ContainsKey))
            yield return $"input 'computeResources.{name}' is not applicable to Fargate; remove it";
        if ((int?)resources["maxVcpus"] is not >= 1)
            yield return $"input 'computeResources.maxVcpus' is {resources["maxVcpus"] ?? "missing"}; expected at least 1";
        // botocore 1.43.11: at most 16 subnets on Fargate, and both lists are required there.
        var subnets = (resources["subnets"] as JsonArray)?.Count ?? 0;
        if (subnets is < 1 or > 16)
            yield return string.Create(CultureInfo.InvariantCulture, $"input 'computeResources.subnets' has {subnets} entries; expected 1 to 16");
        if (resources["securityGroupIds"] is not JsonArray { Count: > 0 })
            yield return "input 'computeResources.securityGroupIds' is empty; Fargate needs at least one";
    }
}
