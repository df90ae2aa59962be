using System.Collections.Immutable;

namespace CloudStacks.Cli.Places;

/// <summary>Settings that a command line gives to a stack.</summary>
/// <param name="Plain">Values by full key, such as <c>cloudstacks:vcpu</c>.</param>
/// <param name="Secret">Secret values by full key; never in arguments, state or logs.</param>
/// <param name="ExpiresAt">When the trial ends; kept only where the stack has no such time yet, so that a second <c>up</c> changes nothing.</param>
public sealed record ConfigChanges(
    ImmutableSortedDictionary<string, string> Plain,
    ImmutableSortedDictionary<string, string> Secret,
    DateTimeOffset? ExpiresAt)
{
    public const string ExpiresAtKey = "cloudstacks:expiresAt";

    public static ConfigChanges None { get; } = new(
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), null);
}
