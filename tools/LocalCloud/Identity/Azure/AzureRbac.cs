using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Identity.Azure;

/// <summary>
/// Decides requests as Azure's role-based access control does: a role that is assigned to the principal on the resource, or on what is above it, must
/// have the data action (https://learn.microsoft.com/azure/role-based-access-control/overview).
/// </summary>
public sealed class AzureRbac
{
    private readonly ImmutableArray<RoleAssignment> _assignments;
    private readonly ImmutableDictionary<string, string> _names;

    /// <summary>Reads every grant in the state. Throws <see cref="IdentityException"/> naming the first that cannot be honoured.</summary>
    public AzureRbac(StackState state)
    {
        _assignments = RoleAssignment.Read(state);
        Identities = AzureIdentity.In(state);
        _names = Identities.ToImmutableDictionary(identity => identity.PrincipalId, identity => identity.Name);
    }

    /// <summary>The identities that tasks may have.</summary>
    public ImmutableArray<AzureIdentity> Identities { get; }

    /// <summary>The person at the keyboard, who owns the subscription's data.</summary>
    public Principal Operator { get; } = new(PrincipalKind.Operator, "operator");

    /// <summary>Decides one request, which any one of some actions allows; a refusal names principal, action and scope.</summary>
    public Decision Check(Principal principal, string scope, params ReadOnlySpan<string> actions)
    {
        if (principal.Kind == PrincipalKind.Operator)
        {
            return Decision.Allow;
        }
        var granted = _assignments.Where(assignment => assignment.PrincipalId == principal.Id && assignment.Covers(scope)).SelectMany(assignment => assignment.Role.DataActions).ToHashSet(StringComparer.Ordinal);
        foreach (var action in actions)
        {
            if (granted.Contains(action))
            {
                return Decision.Allow;
            }
        }
        var (name, wanted) = (_names.GetValueOrDefault(principal.Id, "an unknown principal"), actions[^1]);
        return new(false, $"the identity '{name}' (principal {principal.Id}) lacks {wanted} on {scope}; assign it {AzureRole.All.First(role => role.DataActions.Contains(wanted)).Name} there");
    }
}
