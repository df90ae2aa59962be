using System.Reflection;
using Pulumi;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Turns what is wrong with a resource's inputs into sentences.</summary>
internal static class InputProblems
{
    public static IEnumerable<string> Describe(DeclaredInputs inputs, Registrations registrations)
    {
        var explained = inputs.Unresolved.Select(unresolved => unresolved.Path.ToString()).ToHashSet();
        foreach (var unresolved in inputs.Unresolved)
            yield return $"input '{unresolved.Path}' resolved to nothing: {Source(unresolved.Resolution, registrations)}";
        foreach (var path in inputs.RequiredAndEmpty.Where(path => !explained.Contains(path.ToString())))
            yield return $"input '{path}' is required and has no value";
    }

    private static string Source(Resolution resolution, Registrations registrations)
    {
        foreach (var resource in resolution.Dependencies)
        {
            if (OutputsOf(resource).FirstOrDefault(output => ReferenceEquals(output.Value, resolution.Output)).Name is { } name)
                return $"it is output '{name}' of {Label(resource)}, which its model in the local cloud does not give (it gives {Given(registrations.Find(resource))})";
        }
        return "it is computed from " + string.Join(" and ", resolution.Dependencies.Select(
            resource => $"{Label(resource)} (its model in the local cloud gives {Given(registrations.Find(resource))})").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string? Name, object? Value)> OutputsOf(Resource resource) =>
        from property in resource.GetType().GetProperties()
        let attribute = property.GetCustomAttribute<OutputAttribute>()
        where attribute is not null
        select ((string?)(attribute.Name ?? property.Name), property.GetValue(resource));

    private static string Label(Resource resource) => $"{resource.GetResourceType()} '{resource.GetResourceName()}'";

    private static string Given(Registration? registration) =>
        registration?.Resolved?.Outputs is { Count: > 0 } outputs
            ? string.Join(", ", outputs.Select(output => output.Key).Order(StringComparer.Ordinal))
            : "nothing";
}
