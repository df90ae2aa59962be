namespace Pulumi.Serialization;

/// <summary>Which properties of an alias may be set together.</summary>
internal static class AliasRules
{
    /// <summary>Fails the evaluation with <see cref="RunException"/> if the alias contradicts itself.</summary>
    public static void Check(Input<Alias> alias) => alias.Apply(value =>
    {
        string?[] parents =
        [
            value.Parent is null ? null : nameof(Alias.Parent),
            value.ParentUrn is null ? null : nameof(Alias.ParentUrn),
            value.NoParent ? nameof(Alias.NoParent) : null,
        ];
        string?[] parts =
        [
            value.Name is null ? null : nameof(Alias.Name),
            value.Type is null ? null : nameof(Alias.Type),
            value.Stack is null ? null : nameof(Alias.Stack),
            value.Project is null ? null : nameof(Alias.Project),
            .. parents,
        ];
        if (value.Urn is not null && parts.Any(part => part is not null))
            throw new RunException($"An alias has a Urn and also {Join(parts)}: a URN is complete, leave the others out.");
        if (parents.Count(parent => parent is not null) > 1)
            throw new RunException($"An alias has {Join(parents)}: it can have only one former parent.");
        return value;
    });

    private static string Join(string?[] names) => string.Join(", ", names.OfType<string>());
}
