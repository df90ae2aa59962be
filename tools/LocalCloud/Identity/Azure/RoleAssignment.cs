using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Identity.Azure;

/// <summary>One grant: a principal has a role on a scope and on all below it (https://learn.microsoft.com/azure/role-based-access-control/scope-overview).</summary>
/// <param name="PrincipalId">The principal's object id.</param>
/// <param name="Role">The role.</param>
/// <param name="Scope">A resource id, such as <c>/subscriptions/…/resourceGroups/…</c>.</param>
internal sealed record RoleAssignment(string PrincipalId, AzureRole Role, string Scope)
{
    /// <summary>Every grant in the state. Throws <see cref="IdentityException"/> naming the first that cannot be honoured.</summary>
    public static ImmutableArray<RoleAssignment> Read(StackState state) => [.. state.OfType("azure-native:authorization:RoleAssignment").Select(Read)];

    /// <summary>Whether it reaches a resource; resource ids compare without case.</summary>
    public bool Covers(string resource) =>
        resource.Equals(Scope, StringComparison.OrdinalIgnoreCase) || resource.StartsWith(Scope.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);

    private static RoleAssignment Read(DeployedResource assignment)
    {
        // Such as /subscriptions/ID/providers/Microsoft.Authorization/roleDefinitions/GUID
        var role = assignment.Required("roleDefinitionId").Split('/')[^1];
        return assignment.Text("condition") is { Length: > 0 }
            ? throw new IdentityException($"{assignment.Type} '{assignment.Name}' has a condition; the local cloud does not model conditions")
            : AzureRole.Find(role) is { } known
            ? new(assignment.Required("principalId"), known, assignment.Required("scope"))
            : throw new IdentityException($"{assignment.Type} '{assignment.Name}' grants the role '{role}'; the local cloud models {string.Join(", ", AzureRole.All.Select(one => $"{one.Id} ({one.Name})"))}");
    }
}
