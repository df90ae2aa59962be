using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The properties of a resource class that are marked <see cref="OutputAttribute"/>.</summary>
internal static class OutputProperties
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<(string Name, PropertyInfo Property)>> Cache = new();

    public static ImmutableArray<(string Name, PropertyInfo Property)> Of(Type type) => Cache.GetOrAdd(type, static key =>
    [
        .. from property in key.GetProperties(BindingFlags.Instance | BindingFlags.Public)
           let attribute = property.GetCustomAttribute<OutputAttribute>()
           where attribute is not null
           select (string.IsNullOrWhiteSpace(attribute.Name) ? property.Name : attribute.Name, property),
    ]);

    /// <summary>
    /// Gives every output property of a resource an output that its registration resolves. The properties of a local
    /// component belong to its own constructor, so only its URN is set.
    /// </summary>
    public static ImmutableDictionary<string, IOutputSource> Initialize(Resource resource, bool all)
    {
        var outputs = Of(resource.GetType())
            .Where(output => resource is CustomResource || all || output.Property.DeclaringType == typeof(Resource))
            .ToList();
        foreach (var (name, property) in outputs)
        {
            var type = property.PropertyType;
            if (!type.IsConstructedGenericType || type.GetGenericTypeDefinition() != typeof(Output<>))
                throw RunException.OutputsHaveIncorrectType([name]);
            OutputType.Check($"{resource.GetType()}.{property.Name}", type.GetGenericArguments()[0]);
        }
        return outputs.ToImmutableDictionary(output => output.Name, output => CreateSource(resource, output.Property));
    }

    private static IOutputSource CreateSource(Resource resource, PropertyInfo property)
    {
        var type = typeof(OutputSource<>).MakeGenericType(property.PropertyType.GetGenericArguments()[0]);
        var source = (IOutputSource)Activator.CreateInstance(type, resource)!;
        // A private setter is visible only through the class that declares the property.
        var setter = property.DeclaringType!.GetProperty(property.Name)!.GetSetMethod(nonPublic: true)
            ?? throw new RunException($"{property.DeclaringType}.{property.Name} is marked [Output] but has no setter: add 'private set'.");
        setter.Invoke(resource, [source.Output]);
        return source;
    }
}
