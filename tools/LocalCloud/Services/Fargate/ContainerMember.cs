namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>What is refused about single members of a container, whichever service declares it. All throw <see cref="FormatException"/>.</summary>
internal static class ContainerMember
{
    /// <summary>Refuses variables that the service keeps to itself, and those that no process can have.</summary>
    public static void Variables(IEnumerable<NameValue> variables, string? reserved = null)
    {
        foreach (var variable in variables)
        {
            if (reserved is not null && variable.Name.StartsWith(reserved, StringComparison.Ordinal))
            {
                throw new FormatException($"the environment variable {variable.Name} starts with {reserved}, which is reserved");
            }
            if (variable.Name.Length == 0 || variable.Name.AsSpan().ContainsAny('=', '\0') || variable.Value.Contains('\0', StringComparison.Ordinal))
            {
                throw new FormatException($"'{variable.Name}' cannot be an environment variable; expected a name without '=' and no NUL in name or value");
            }
        }
    }

    /// <summary>Refuses a value that is given and is none of those expected.</summary>
    public static void Expect(string? value, string member, params string[] expected)
    {
        if (value is not null && !expected.Contains(value))
        {
            throw new FormatException($"{member} is '{value}'; expected {string.Join(" or ", expected)}");
        }
    }
}
