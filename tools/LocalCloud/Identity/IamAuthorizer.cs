using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity.Policies;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>
/// Decides requests as IAM does within one account: an explicit Deny wins, else a statement of the identity's own policies or of
/// the resource's policy must allow (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
/// </summary>
public sealed class IamAuthorizer
{
    private readonly ImmutableDictionary<string, DeployedRole> _roles;
    private readonly ImmutableArray<ResourcePolicy> _resourcePolicies;
    private readonly ResourceTags _tags;

    /// <summary>Reads every policy in the state. Throws <see cref="IdentityException"/> naming the first that cannot be honoured.</summary>
    public IamAuthorizer(StackState state)
    {
        _roles = DeployedRoles.Read(state).ToImmutableDictionary(role => role.Arn);
        _resourcePolicies = ResourcePolicies.Read(state);
        _tags = new(state);
        var account = _roles.Keys.Select(arn => new Principal(PrincipalKind.Role, arn).Account).FirstOrDefault("000000000000");
        Operator = new(PrincipalKind.Operator, $"arn:aws:iam::{account}:user/operator");
    }

    /// <summary>The person at the keyboard.</summary>
    public Principal Operator { get; }

    /// <summary>Whether a deployed role may do something, for services that act under one.</summary>
    public Decision Check(string roleArn, string action, string resource) =>
        Authorize(new(new(PrincipalKind.Role, roleArn), action, resource, AuthorizationRequest.NoContext));

    /// <summary>Decides one request.</summary>
    public Decision Authorize(AuthorizationRequest request)
    {
        request = request with { Context = Complete(request) };
        var identity = IdentityPolicies(request.Principal);
        if (identity is null)
        {
            return Decision.Deny(request, "this role is not deployed");
        }
        var resource = _resourcePolicies.Where(policy => policy.IsAbout(request.Resource)).Select(policy => policy.Policy).ToList();
        if (FirstMatch(identity.Value.Concat(resource), request, allows: false) is var (policy, statement))
        {
            return Decision.Deny(request, $"statement '{statement.Label}' of {policy.Name} denies it");
        }
        var allowed = request.Principal.Kind == PrincipalKind.Operator || FirstMatch(identity.Value.Concat(resource), request, allows: true) is not null;
        return allowed ? Decision.Allow : Decision.Deny(request, $"no statement allows it ({Advice(request.Principal)})");
    }

    /// <summary>Whether the role's trust policy lets a service assume it.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="servicePrincipal">The service, such as <c>ecs-tasks.amazonaws.com</c>.</param>
    /// <param name="sourceArn">The resource on whose behalf the service asks, as aws:SourceArn.</param>
    public Decision CheckTrust(string roleArn, string servicePrincipal, string? sourceArn = null)
    {
        var request = new AuthorizationRequest(
            new(PrincipalKind.Service, servicePrincipal), "sts:AssumeRole", roleArn, SourceContext(roleArn, sourceArn));
        if (!_roles.TryGetValue(roleArn, out var role))
        {
            return Decision.Deny(request, "this role is not deployed");
        }
        if (FirstMatch([role.Trust], request, allows: false) is var (policy, statement))
        {
            return Decision.Deny(request, $"statement '{statement.Label}' of {policy.Name} denies it");
        }
        return FirstMatch([role.Trust], request, allows: true) is not null
            ? Decision.Allow
            : Decision.Deny(request, $"no statement allows it (add the service to {role.Trust.Name})");
    }

    private ImmutableArray<PolicyDocument>? IdentityPolicies(Principal principal) =>
        principal.Kind is PrincipalKind.Operator or PrincipalKind.Service ? []
        : _roles.TryGetValue(principal.Id, out var role) ? role.Policies
        : null;

    private ImmutableDictionary<string, string> Complete(AuthorizationRequest request) =>
        _tags.AddTo(request.Context, request.Resource)
            // The endpoints are plain http on loopback; what a program demands of its transport holds where it really runs, so the key is true here.
            .SetItem(ConditionKeys.SecureTransport, "true")
            .SetItem(ConditionKeys.PrincipalArn, request.Principal.Id)
            .SetItem(ConditionKeys.PrincipalAccount, request.Principal.Account);

    private static ImmutableDictionary<string, string> SourceContext(string roleArn, string? sourceArn)
    {
        var context = AuthorizationRequest.NoContext.Add(ConditionKeys.SourceAccount, new Principal(PrincipalKind.Role, roleArn).Account);
        return sourceArn is null ? context : context.Add(ConditionKeys.SourceArn, sourceArn);
    }

    private static (PolicyDocument Policy, PolicyStatement Statement)? FirstMatch(IEnumerable<PolicyDocument> policies, AuthorizationRequest request, bool allows)
    {
        var needed = allows ? PrincipalMatch.Direct : PrincipalMatch.Account;
        foreach (var policy in policies)
        {
            var found = policy.Statements.FirstOrDefault(
                statement => statement.Allows == allows && statement.Names(request.Principal) >= needed && statement.Covers(request));
            if (found is not null)
            {
                return (policy, found);
            }
        }
        return null;
    }

    private string Advice(Principal principal) =>
        _roles.TryGetValue(principal.Id, out var role) ? $"add it to role '{role.Name}'"
        : principal.Kind == PrincipalKind.Service ? "add it to the resource's own policy"
        : "add it to a policy";
}
