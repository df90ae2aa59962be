using System.Collections;
using Pulumi;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>What a resource's arguments tell apart from their values: where each comes from, what is secret, what is missing.</summary>
internal sealed class DeclaredInputs
{
    private readonly Dictionary<string, HashSet<Resource>> dependencies = [];
    private readonly List<PropertyPath> secrets = [];
    private readonly List<UnresolvedInput> unresolved = [];
    private readonly List<PropertyPath> requiredAndEmpty = [];

    /// <summary>The resources that each top-level input's value comes from.</summary>
    public IReadOnlyDictionary<string, HashSet<Resource>> Dependencies => dependencies;

    /// <summary>The places of secret values.</summary>
    public IReadOnlyList<PropertyPath> Secrets => secrets;

    /// <summary>Inputs that were given a resource's output and got nothing from it.</summary>
    public IReadOnlyList<UnresolvedInput> Unresolved => unresolved;

    /// <summary>Required inputs without a value.</summary>
    public IReadOnlyList<PropertyPath> RequiredAndEmpty => requiredAndEmpty;

    public static async Task<DeclaredInputs> ReadAsync(ResourceArgs? args)
    {
        var inputs = new DeclaredInputs();
        if (args is not null)
            await inputs.VisitMembersAsync(args, PropertyPath.Root);
        return inputs;
    }

    private async Task VisitMembersAsync(InputArgs args, PropertyPath path)
    {
        foreach (var member in InputMember.Of(args.GetType()))
        {
            var place = path.Child(member.Name);
            var found = await VisitAsync(member.Read(args), place);
            if (member.Required && !found)
                requiredAndEmpty.Add(place);
        }
    }

    /// <summary>Whether there is a value, or one may yet come.</summary>
    private async Task<bool> VisitAsync(object? value, PropertyPath path)
    {
        switch (value)
        {
            case null:
                return false;
            case InputArgs args:
                await VisitMembersAsync(args, path);
                return true;
            case Resource resource:
                DependsOn(path, resource);
                return true;
            case string or AssetOrArchive:
                return true;
            case IDictionary map:
                foreach (var (key, item) in WireValues.Entries(map))
                    await VisitAsync(item, path.Child(key));
                return true;
        }
        if (OutputReading.TryReadAsync(value) is { } reading)
            return await VisitResolutionAsync(await reading, path);
        if (value is IEnumerable items && !IsDefaultArray(value))
        {
            var index = 0;
            foreach (var item in items)
                await VisitAsync(item, path.Child(index++));
        }
        else if (IsUnion(value))
        {
            return await VisitAsync(value.GetType().GetProperty(nameof(Union<object, object>.Value))!.GetValue(value), path);
        }
        return true;
    }

    private async Task<bool> VisitResolutionAsync(Resolution resolution, PropertyPath path)
    {
        foreach (var resource in resolution.Dependencies)
            DependsOn(path, resource);
        if (resolution.Secret)
            secrets.Add(path);
        if (!resolution.Known)
            return true;
        var found = await VisitAsync(resolution.Value, path);
        if (!found && !resolution.Dependencies.IsEmpty)
            unresolved.Add(new(path, resolution));
        return found;
    }

    private void DependsOn(PropertyPath path, Resource resource)
    {
        if (!dependencies.TryGetValue(path.Property, out var found))
            dependencies.Add(path.Property, found = new(ReferenceEqualityComparer.Instance));
        found.Add(resource);
    }

    private static bool IsUnion(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Union<,>);

    // A default ImmutableArray throws when it is enumerated.
    private static bool IsDefaultArray(object value) =>
        value.GetType().GetProperty("IsDefault")?.GetValue(value) is true;
}

/// <summary>An input to which an output was given that is null.</summary>
internal sealed record UnresolvedInput(PropertyPath Path, Resolution Resolution);
