using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A field or property marked <see cref="InputAttribute"/>.</summary>
internal sealed record InputMember(InputAttribute Attribute, string Name, Func<object, object?> GetValue)
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<InputMember>> Cache = new();

    public static ImmutableArray<InputMember> Of(Type type) => Cache.GetOrAdd(type, Find);

    private static ImmutableArray<InputMember> Find(Type type)
    {
        // Official packages mark private fields behind list properties, so that reading the inputs creates no empty lists.
        const BindingFlags Flags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var fields = type.GetFields(Flags).Select(field => Create(field, field.GetValue));
        var properties = type.GetProperties(Flags).Select(property => Create(property, property.GetValue));
        return [.. fields.Concat(properties).OfType<InputMember>()];
    }

    private static InputMember? Create(MemberInfo member, Func<object, object?> getValue) =>
        member.GetCustomAttribute<InputAttribute>() is { } attribute ? new(attribute, member.Name, getValue) : null;
}
