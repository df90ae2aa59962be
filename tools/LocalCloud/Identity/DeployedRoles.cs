using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity.Policies;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>Collects roles and their policies from what is deployed.</summary>
internal static class DeployedRoles
{
    public static ImmutableArray<DeployedRole> Read(StackState state) => [.. state.OfType("aws:iam/role:Role").Select(role => Read(state, role))];

    private static DeployedRole Read(StackState state, DeployedResource role)
    {
        var name = role.Text("name") ?? role.Id;
        if (role.Text("permissionsBoundary") is { Length: > 0 } boundary)
        {
            throw new IdentityException($"role '{name}' has the permissions boundary '{boundary}'; the local cloud does not model boundaries");
        }
        var trust = PolicyDocument.Parse($"the trust policy of role '{name}'", PolicyKind.Trust, Required(role, "assumeRolePolicy"));
        return new(name, Required(role, "arn"), trust, [.. Inline(state, role, name), .. Attached(state, role, name)]);
    }

    private static IEnumerable<PolicyDocument> Inline(StackState state, DeployedResource role, string name)
    {
        var own = (role.Outputs["inlinePolicies"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(policy => policy["policy"] is not null)
            .Select(policy => (Name: policy["name"]?.ToString() ?? "inline", Json: policy["policy"]!.ToString()));
        var separate = state.OfType("aws:iam/rolePolicy:RolePolicy")
            .Where(policy => policy.Text("role") == name)
            .Select(policy => (Name: policy.Text("name") ?? policy.Name, Json: Required(policy, "policy")));
        return own.Concat(separate).Select(policy => PolicyDocument.Parse($"policy '{policy.Name}' of role '{name}'", PolicyKind.Identity, policy.Json));
    }

    private static IEnumerable<PolicyDocument> Attached(StackState state, DeployedResource role, string name)
    {
        var own = (role.Outputs["managedPolicyArns"] as JsonArray ?? []).Select(arn => arn?.ToString() ?? "");
        var separate = state.OfType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
            .Where(attachment => attachment.Text("role") == name)
            .Select(attachment => Required(attachment, "policyArn"));
        return own.Concat(separate).Distinct().Select(arn => ManagedPolicies.Find(arn) ?? CustomerManaged(state, name, arn));
    }

    private static PolicyDocument CustomerManaged(StackState state, string role, string arn)
    {
        var policy = state.OfType("aws:iam/policy:Policy").FirstOrDefault(policy => policy.Text("arn") == arn)
            ?? throw new IdentityException($"role '{role}' has the policy '{arn}' attached, which is not deployed; declare it in the program");
        return PolicyDocument.Parse($"policy '{policy.Text("name") ?? policy.Name}'", PolicyKind.Identity, Required(policy, "policy"));
    }

    internal static string Required(DeployedResource resource, string output) => resource.Text(output)
        ?? throw new IdentityException($"{resource.Urn} has no text '{output}' in the state; run `up` again");
}
