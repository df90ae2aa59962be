using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Identity.Google;

/// <summary>
/// Decides requests as Google's IAM does: a role that is bound to the principal on the resource, or on what is above it, must have the
/// permission (https://docs.cloud.google.com/iam/docs/overview).
/// </summary>
public sealed class GoogleIam
{
    private readonly ImmutableArray<Binding> _bindings;

    /// <summary>Reads every grant in the state. Throws <see cref="IdentityException"/> naming the first that cannot be honoured.</summary>
    public GoogleIam(StackState state) : this(state.Resources)
    {
    }

    /// <summary>Reads every grant among resources. Throws <see cref="IdentityException"/> naming the first that cannot be honoured.</summary>
    internal GoogleIam(IEnumerable<DeployedResource> resources) => _bindings = Binding.Read(resources);

    /// <summary>The person at the keyboard, who owns the project.</summary>
    public Principal Operator { get; } = new(PrincipalKind.Operator, "user:operator");

    /// <summary>Decides one request; a refusal names principal, permission and resource.</summary>
    public Decision Check(Principal principal, string permission, string resource)
    {
        var member = principal.Kind == PrincipalKind.Workload ? principal.Id : $"serviceAccount:{principal.Id}";
        return principal.Kind == PrincipalKind.Operator || _bindings.Any(binding => binding.Member == member && binding.Covers(resource) && Has(binding.Role, permission))
            ? Decision.Allow
            : new(false, $"{principal.Id} does not have {permission} access: Permission '{permission}' denied on resource '{resource}' (or it may not exist).{Advice(member, permission)}");
    }

    private static bool Has(string role, string permission) => GoogleRoles.Find(role)?.Contains(permission) == true;

    private static string Advice(string member, string permission) =>
        GoogleRoles.With(permission) is { } role ? $" Grant {role} to {member}" : "";
}
