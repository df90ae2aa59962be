namespace CloudStacks.LocalCloud.Identity.Policies;

/// <summary>IAM's patterns: <c>*</c> stands for any run of characters, <c>?</c> for one.</summary>
internal static class Wildcard
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value)
    {
        var (p, v, star, resume) = (0, 0, -1, 0);
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, v);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == value[v]))
            {
                (p, v) = (p + 1, v + 1);
            }
            else if (star >= 0)
            {
                (p, v) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }
        return pattern[p..].Trim('*').IsEmpty;
    }

    /// <summary>Compares two ARNs part by part, so that a star does not reach over a colon of the first five.</summary>
    public static bool MatchesArn(string pattern, string value)
    {
        var (patterns, values) = (pattern.Split(':', 6), value.Split(':', 6));
        return patterns.Length == values.Length && patterns.Zip(values).All(part => Matches(part.First, part.Second));
    }
}
