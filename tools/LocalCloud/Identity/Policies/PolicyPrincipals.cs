using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Identity.Policies;

/// <summary>How a statement's Principal element speaks of somebody.</summary>
public enum PrincipalMatch
{
    None,
    /// <summary>
    /// Through the account: a Deny applies, an Allow only hands the decision to the identity's own policies
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
    /// </summary>
    Account,
    Direct,
}

/// <summary>The Principal element of a statement.</summary>
public sealed record PolicyPrincipals(
    bool Anyone,
    ImmutableHashSet<string> Arns,
    ImmutableHashSet<string> Accounts,
    ImmutableHashSet<string> Services)
{
    public PrincipalMatch Match(Principal principal) =>
        Anyone || Arns.Contains(principal.Id) || (principal.Kind == PrincipalKind.Service && Services.Contains(principal.Id)) ? PrincipalMatch.Direct
        : principal.Kind != PrincipalKind.Service && Accounts.Contains(principal.Account) ? PrincipalMatch.Account
        : PrincipalMatch.None;
}
