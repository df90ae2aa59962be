using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>A member marked <c>[Input]</c>: a field where the package keeps a list behind a property, else a property.</summary>
internal sealed record InputMember(string Name, bool Required, Func<object, object?> Read)
{
    private static readonly ConcurrentDictionary<Type, InputMember[]> Known = new();

    public static IReadOnlyList<InputMember> Of(Type type) => Known.GetOrAdd(type, static t => [.. Find(t)]);

    private static IEnumerable<InputMember> Find(Type type)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var member in level.GetMembers(Declared))
            {
                if (member.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType == typeof(InputAttribute)) is not { } attribute)
                    continue;
                var arguments = attribute.ConstructorArguments;
                var required = arguments.Count > 1 && arguments[1].Value is true;
                yield return new((string)arguments[0].Value!, required, Reader(member));
            }
        }
    }

    private static Func<object, object?> Reader(MemberInfo member) => member switch
    {
        FieldInfo field => field.GetValue,
        PropertyInfo property => property.GetValue,
        _ => throw new NotSupportedException($"[Input] on {member.Name}; expected a field or property"),
    };
}
