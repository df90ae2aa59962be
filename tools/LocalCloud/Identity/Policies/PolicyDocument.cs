using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Identity.Policies;

/// <summary>An IAM policy with everything in it understood.</summary>
/// <param name="Name">What messages call it, such as <c>policy 'read' of role 'worker'</c>.</param>
/// <param name="Statements">Its statements in order.</param>
public sealed record PolicyDocument(string Name, ImmutableArray<PolicyStatement> Statements)
{
    /// <summary>
    /// Reads a policy. Throws <see cref="IdentityException"/> for JSON that is no policy and for every element, condition
    /// operator, condition key or policy variable that is not modelled: nothing is ignored.
    /// </summary>
    public static PolicyDocument Parse(string name, PolicyKind kind, string json) => new PolicyReader(name, kind).Read(json);
}

/// <summary>One statement of a policy.</summary>
/// <param name="Label">The Sid, or the statement's place.</param>
/// <param name="Allows">Allow, or else Deny.</param>
/// <param name="Principals">Whom it is about; null in a role's own policy.</param>
/// <param name="Actions">Action or NotAction.</param>
/// <param name="Resources">Resource or NotResource; null where the kind of policy has none.</param>
/// <param name="Conditions">All of them must hold.</param>
public sealed record PolicyStatement(
    string Label,
    bool Allows,
    PolicyPrincipals? Principals,
    PatternSet Actions,
    PatternSet? Resources,
    ImmutableArray<PolicyCondition> Conditions)
{
    /// <summary>Whether the statement speaks about the request, whoever asks.</summary>
    public bool Covers(AuthorizationRequest request) =>
        Actions.Contains(request.Action)
        && (Resources is null || Resources.Contains(request.Resource))
        && Conditions.All(condition => condition.Holds(request.Context));

    /// <summary>Whether the statement is about this principal.</summary>
    public PrincipalMatch Names(Principal principal) => Principals?.Match(principal) ?? PrincipalMatch.Direct;
}

/// <summary>A list of patterns, or everything but it (NotAction, NotResource).</summary>
public sealed record PatternSet(ImmutableArray<string> Patterns, bool Negated, bool IgnoreCase)
{
    public bool Contains(string value) => Patterns.Any(pattern => Matches(pattern, value)) != Negated;

    // Action names compare without case, ARNs with it.
    private bool Matches(string pattern, string value) => IgnoreCase
        ? Wildcard.Matches(pattern.ToUpperInvariant(), value.ToUpperInvariant())
        : Wildcard.Matches(pattern, value);
}
