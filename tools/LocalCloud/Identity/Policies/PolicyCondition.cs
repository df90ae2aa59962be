using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Identity.Policies;

/// <summary>One key of a Condition element; any of the values will do.</summary>
public sealed record PolicyCondition(ConditionOperator Operator, string Key, ImmutableArray<string> Values)
{
    public bool Holds(IReadOnlyDictionary<string, string> context) => Operator.Holds(context.GetValueOrDefault(Key), Values);
}

/// <summary>
/// A condition operator. A key that the request lacks fails a positive operator, passes a negated one and one that ends in IfExists
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
/// </summary>
public sealed record ConditionOperator(string Name, Func<string, string, bool> Compare, bool Negated = false, bool IfExists = false)
{
    private static readonly ImmutableArray<ConditionOperator> Known =
    [
        new("StringEquals", string.Equals),
        new("StringNotEquals", string.Equals, Negated: true),
        new("StringLike", (pattern, value) => Wildcard.Matches(pattern, value)),
        new("StringNotLike", (pattern, value) => Wildcard.Matches(pattern, value), Negated: true),
        new("ArnEquals", Wildcard.MatchesArn),
        new("ArnNotEquals", Wildcard.MatchesArn, Negated: true),
        new("ArnLike", Wildcard.MatchesArn),
        new("ArnNotLike", Wildcard.MatchesArn, Negated: true),
        new("Bool", (expected, value) => expected.Equals(value, StringComparison.OrdinalIgnoreCase)),
        new(NullName, string.Equals),
    ];

    private const string NullName = "Null";

    /// <summary>The operator of that name, or null.</summary>
    public static ConditionOperator? Find(string name)
    {
        const string suffix = "IfExists";
        var ifExists = name.EndsWith(suffix, StringComparison.Ordinal) && name != NullName + suffix;
        var plain = ifExists ? name[..^suffix.Length] : name;
        var found = Known.FirstOrDefault(known => known.Name == plain);
        return found is null ? null : found with { IfExists = ifExists };
    }

    /// <summary>The names that are known, for messages.</summary>
    public static string Names => string.Join(", ", Known.Select(known => known.Name));

    public bool Holds(string? value, ImmutableArray<string> expected)
    {
        if (Name == NullName)
        {
            return expected.Any(wanted => bool.TryParse(wanted, out var absent) && absent == value is null);
        }
        return value is null ? Negated || IfExists : expected.Any(wanted => Compare(wanted, value)) != Negated;
    }
}
