using System.Reflection;

namespace CloudStacks.Sdk.Tests.Core;

/// <summary>Prints what a derived class can see of an assembly: one line for each type and member, in ordinal order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static IEnumerable<string> Print(Assembly assembly) => assembly.GetExportedTypes()
        .SelectMany(type => Members(type).Prepend(Header(type)))
        .Order(StringComparer.Ordinal);

    private static string Header(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            _ => "class",
        };
        var hasBase = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType);
        return $"{Name(type)} [{kind}]{(hasBase ? $" : {Name(type.BaseType!)}" : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        var prefix = Name(type);
        var fields = type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily)
            .Select(field => $"{prefix}.{field.Name} : {Name(field.FieldType)}{(field.IsStatic ? " static" : "")} field");
        var properties = type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible))
            .Select(property => $"{prefix}.{property.Name} : {Name(property.PropertyType)}{Accessors(property)}");
        var constructors = type.GetConstructors(Declared).Where(IsVisible)
            .Select(constructor => $"{prefix}.ctor({Parameters(constructor)})");
        var methods = type.GetMethods(Declared).Where(IsVisible)
            .Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            .Select(method => $"{prefix}.{method.Name}{Arguments(method)}({Parameters(method)}) -> {Name(method.ReturnType)}{(method.IsStatic ? " static" : "")}");
        return [.. fields, .. properties, .. constructors, .. methods];
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Accessors(PropertyInfo property) =>
        (property.GetMethod is { } get && IsVisible(get) ? " get" : "") + (property.SetMethod is { } set && IsVisible(set) ? " set" : "");

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? "?" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var simple = type.Name.Split('`')[0];
        var qualified = type.IsNested ? $"{Name(type.DeclaringType!)}.{simple}" : $"{type.Namespace}.{simple}";
        return type.IsGenericType ? $"{qualified}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : qualified;
    }
}
