using System.Reflection;

namespace CloudStacks.Sdk.Tests.Generator;

/// <summary>Writes the public members of types one a line, as the reference lists have them.</summary>
static class PublicSurface
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        var name = Name(type);
        var parent = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? $" : {Name(b)}" : "";
        yield return $"{name} [{Kind(type)}]{parent}";
        foreach (var property in type.GetProperties(Declared))
            yield return $"{name}.{property.Name} : {Name(property.PropertyType)} get{(property.SetMethod is { IsPublic: true } ? " set" : "")}";
        foreach (var field in type.GetFields(Declared))
            yield return $"{name}.{field.Name} : {Name(field.FieldType)} field";
        foreach (var method in type.GetMethods(Declared).Where(m => !m.IsSpecialName))
            yield return $"{name}.{method.Name}({Parameters(method)}) -> {Name(method.ReturnType)}{(method.IsStatic ? " static" : "")}";
        foreach (var constructor in type.GetConstructors())
            yield return $"{name}.ctor({Parameters(constructor)})";
    }

    static string Kind(Type type) => type switch
    {
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        _ => "class",
    };

    static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.IsOptional ? "?" : "")}"));

    static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (!type.IsGenericType)
            return type.FullName!;
        var definition = type.GetGenericTypeDefinition().FullName!;
        return $"{definition[..definition.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
