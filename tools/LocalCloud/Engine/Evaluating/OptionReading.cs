using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Reads the resource options that an engine acts on, and refuses those that this one does not know.</summary>
internal static class OptionReading
{
    public static EngineOptions Read(Registration registration, ImmutableArray<string> aliases, Func<Resource, string> urn)
    {
        var options = registration.Options;
        var custom = options as CustomResourceOptions;
        return new EngineOptions
        {
            Custom = registration.Custom,
            Protect = Protect(registration),
            RetainOnDelete = options.RetainOnDelete ?? false,
            DeleteBeforeReplace = custom?.DeleteBeforeReplace,
            DeletedWith = options.DeletedWith is { } owner ? urn(owner) : null,
            IgnoreChanges = [.. options.IgnoreChanges],
            ReplaceOnChanges = [.. options.ReplaceOnChanges],
            Aliases = aliases,
            SecretOutputs = [.. custom?.AdditionalSecretOutputs ?? []],
        };
    }

    /// <summary>Options that would change what happens and that are not modelled.</summary>
    public static IEnumerable<string> Refused(Registration registration)
    {
        if (registration.Options.Urn is not null)
            yield return "the option Urn refers to a resource outside the program; in the local cloud only what the program declares exists";
        if (registration.Options is CustomResourceOptions { ImportId: { Length: > 0 } id })
            yield return $"the option ImportId '{id}' refers to a resource outside the program; in the local cloud only what the program declares exists";
    }

    /// <summary>The resources that <c>DependsOn</c> names.</summary>
    public static async Task<ImmutableArray<Resource>> DependsOnAsync(Registration registration)
    {
        var listed = await OutputUtilities.GetValueAsync(registration.Options.DependsOn.ToOutput());
        return listed.IsDefault ? [] : [.. listed.Where(resource => resource is not null)];
    }

    // The SDK inherits protection only after the transformations have run.
    private static bool Protect(Registration? registration) =>
        registration is not null && (registration.Options.Protect ?? Protect(registration.Parent));
}
