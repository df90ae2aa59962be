namespace CloudStacks.Generator.Model;

/// <summary>A property of a resource, a function or a nested type.</summary>
/// <param name="WireName">The name that the provider sees, for example <c>containerPort</c>.</param>
/// <param name="Member">The C# member, for example <c>ContainerPortValue</c>.</param>
/// <param name="Constant">The one value that the property always has, else null.</param>
/// <param name="Default">The value when the program gives none, else null.</param>
/// <param name="Environment">Environment variables that are asked, in order, before <paramref name="Default"/>.</param>
public sealed record PropertyFacts(
    string WireName,
    string Member,
    FactType Type,
    bool IsOptional,
    bool IsSecret,
    object? Constant,
    object? Default,
    IReadOnlyList<string> Environment)
{
    /// <summary>Whether a program must set it.</summary>
    public bool IsRequired => !IsOptional && Constant is null;

    public bool HasDefault => Default is not null || Environment.Count > 0;
}
