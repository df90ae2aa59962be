using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;

namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>
/// What Fargate needs before a container runs: the execution role, the way to the registry, the image, the log group. Where one is
/// missing the task does not start, and the reason names it.
/// </summary>
internal sealed class TaskStart(StackState state, IamAuthorizer authorizer)
{
    /// <summary>Who takes on the roles of tasks.</summary>
    public const string Principal = "ecs-tasks.amazonaws.com";

    /// <summary>Why a task cannot start, or null.</summary>
    public string? Problem(FargateTask task)
    {
        try
        {
            return ExecutionRole(task) ?? Network(task.Network) ?? Image(task) ?? Log(task);
        }
        catch (IdentityException refusal)
        {
            return $"ResourceInitializationError: {refusal.Message}";
        }
    }

    private string? ExecutionRole(FargateTask task)
    {
        if (task.ExecutionRoleArn is not { } role)
        {
            return "ResourceInitializationError: executionRoleArn is missing; Fargate needs it to pull the image and to write the log";
        }
        var trust = authorizer.CheckTrust(role, Principal);
        return trust.Allowed ? null : $"ResourceInitializationError: ECS was unable to assume the role {role}: {trust.Message}";
    }

    private string? Image(FargateTask task)
    {
        if (StackImages.Problem(state, task.Image, Platform(task), "runtimePlatform.cpuArchitecture") is { } problem)
        {
            return $"CannotPullContainerError: {problem}";
        }
        var repository = state.OfType("aws:ecr/repository:Repository").FirstOrDefault(candidate => candidate.Text("repositoryUrl") is { } url && task.Image.StartsWith(url, StringComparison.Ordinal));
        if (repository is null)
        {
            return $"CannotPullContainerError: no deployed repository holds {task.Image}";
        }
        (string Action, string Resource)[] needed =
        [
            ("ecr:GetAuthorizationToken", "*"),
            ("ecr:BatchCheckLayerAvailability", repository.Text("arn")!),
            ("ecr:GetDownloadUrlForLayer", repository.Text("arn")!),
            ("ecr:BatchGetImage", repository.Text("arn")!),
        ];
        return needed.Select(need => authorizer.Check(task.ExecutionRoleArn!, need.Action, need.Resource))
            .FirstOrDefault(decision => !decision.Allowed) is { } refused ? $"CannotPullContainerError: {refused.Message}" : null;
    }

    private static string Platform(FargateTask task) => task.CpuArchitecture == "ARM64" ? "linux/arm64" : "linux/amd64";

    private string? Log(FargateTask task)
    {
        if (state.OfType("aws:cloudwatch/logGroup:LogGroup").FirstOrDefault(candidate => candidate.Text("name") == task.LogGroup) is not { } group)
        {
            return $"ResourceInitializationError: failed to validate logger args: the log group {task.LogGroup} does not exist in this stack";
        }
        return new[] { "logs:CreateLogStream", "logs:PutLogEvents" }
            .Select(action => authorizer.Check(task.ExecutionRoleArn!, action, $"{group.Text("arn")}:log-stream:any"))
            .FirstOrDefault(decision => !decision.Allowed) is { } refused ? $"ResourceInitializationError: {refused.Message}" : null;
    }

    // The registry, the log service and S3 are reached over HTTPS: a route out, an address to come from and a group that lets 443 out.
    private string? Network(FargateNetwork network)
    {
        foreach (var subnet in network.Subnets)
        {
            if (RouteOut(subnet) is not { } target)
            {
                return $"CannotPullContainerError: the subnet {subnet} has no route to 0.0.0.0/0 in its route table, so the registry cannot be reached";
            }
            if (target.StartsWith("igw-", StringComparison.Ordinal) && !network.PublicAddress)
            {
                return $"CannotPullContainerError: the subnet {subnet} is public and assignPublicIp is not ENABLED, so the registry cannot be reached";
            }
        }
        return network.SecurityGroups.Any(LetsHttpsOut)
            ? null
            : $"CannotPullContainerError: no security group of {network.Place} lets TCP 443 out, so the registry cannot be reached";
    }

    private string? RouteOut(string subnet)
    {
        var table = state.OfType("aws:ec2/routeTableAssociation:RouteTableAssociation")
            .FirstOrDefault(association => association.Text("subnetId") == subnet)?.Text("routeTableId");
        var inline = state.OfType("aws:ec2/routeTable:RouteTable").Where(candidate => candidate.Id == table).SelectMany(candidate => Items(candidate, "routes"))
            .Where(route => (string?)route["cidrBlock"] == "0.0.0.0/0");
        var own = state.OfType("aws:ec2/route:Route")
            .Where(route => route.Text("routeTableId") == table && route.Text("destinationCidrBlock") == "0.0.0.0/0").Select(route => route.Outputs);
        return inline.Concat(own).Select(route => (string?)route["gatewayId"] ?? (string?)route["natGatewayId"]).FirstOrDefault(target => target is not null);
    }

    private bool LetsHttpsOut(string group) =>
        state.OfType("aws:ec2/securityGroup:SecurityGroup").Where(candidate => candidate.Id == group).SelectMany(candidate => Items(candidate, "egress")).Any(Covers443)
        || state.OfType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").Where(rule => rule.Text("securityGroupId") == group).Any(rule => Covers443(rule.Outputs));

    private static bool Covers443(JsonObject rule) =>
        ((string?)rule["protocol"] ?? (string?)rule["ipProtocol"]) is var protocol
        && Cidrs(rule).Contains("0.0.0.0/0")
        && (protocol == "-1" || (protocol is "tcp" or "6" && rule["fromPort"]?.GetValue<double>() <= 443 && rule["toPort"]?.GetValue<double>() >= 443));

    private static IEnumerable<string?> Cidrs(JsonObject rule) => (rule["cidrBlocks"] as JsonArray ?? []).Append(rule["cidrIpv4"]).Select(cidr => (string?)cidr);

    private static IEnumerable<JsonObject> Items(DeployedResource resource, string output) => (resource.Outputs[output] as JsonArray ?? []).OfType<JsonObject>();
}
