using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>The types that an output may have.</summary>
internal static class OutputType
{
    private static readonly ConcurrentDictionary<Type, string?> Checked = new();

    public static ConstructorInfo? ConstructorOf(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .FirstOrDefault(constructor => constructor.GetCustomAttribute<OutputConstructorAttribute>() is not null);

    public static string PropertyOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;

    /// <summary>Throws <see cref="RunException"/> if no provider's value can become a <paramref name="type"/>.</summary>
    public static void Check(string member, Type type)
    {
        if (Checked.GetOrAdd(type, key => Problem(key, [])) is { } problem)
            throw new RunException($"{member}: {problem}");
    }

    private static string? Problem(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || IsLeaf(type))
            return null;
        if (type.IsConstructedGenericType)
            return GenericProblem(type, seen);
        if (type.GetCustomAttribute<OutputTypeAttribute>() is null)
            return $"{type} is not an output type: mark the class with [OutputType].";
        if (ConstructorOf(type) is not { } constructor)
            return $"{type} needs a constructor marked with [OutputConstructor].";
        return constructor.GetParameters().Select(parameter => Problem(parameter.ParameterType, seen)).FirstOrDefault(p => p is not null);
    }

    private static string? GenericProblem(Type type, HashSet<Type> seen)
    {
        var kind = type.GetGenericTypeDefinition();
        var types = type.GetGenericArguments();
        if (kind == typeof(ImmutableDictionary<,>) && types[0] == typeof(string))
            return Problem(types[1], seen);
        if (kind == typeof(Nullable<>) || kind == typeof(ImmutableArray<>) || kind == typeof(Output<>) || kind == typeof(Union<,>))
            return types.Select(argument => Problem(argument, seen)).FirstOrDefault(problem => problem is not null);
        return $"{type} is not an output type: of the generic types only ImmutableArray<…> and ImmutableDictionary<string, …> are.";
    }

    private static bool IsLeaf(Type type) =>
        type == typeof(bool) || type == typeof(int) || type == typeof(double) || type == typeof(string) || type == typeof(object) ||
        type == typeof(JsonElement) || type == typeof(Asset) || type == typeof(Archive) || type == typeof(AssetOrArchive) ||
        typeof(Resource).IsAssignableFrom(type) || EnumType.IsEnumType(type) ||
        (type.IsEnum && type.GetEnumUnderlyingType() == typeof(int));
}
