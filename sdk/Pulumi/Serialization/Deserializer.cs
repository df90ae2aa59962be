using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns wire values without marks into typed ones. A value of the wrong type becomes the type's default and a warning,
/// because a provider that is newer than the program must not break it.
/// </summary>
internal sealed class Deserializer(Action<string> warn)
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public T Convert<T>(string path, object? value) => Convert(path, value, typeof(T)) is T typed ? typed : default!;

    public object? Convert(string path, object? value, Type target)
    {
        if (TryConvert(path, value, target, out var converted))
            return converted;
        warn($"{path}: expected {target}, found {value?.GetType().ToString() ?? "nothing"}.");
        return Default(target);
    }

    private bool TryConvert(string path, object? value, Type target, out object? converted)
    {
        target = Nullable.GetUnderlyingType(target) is { } underlying && value is not null ? underlying : target;
        converted = value is null ? Default(target) : Find(path, value, target);
        return value is null || converted is not null;
    }

    private object? Find(string path, object value, Type target)
    {
        if (target == typeof(int))
            return value is double number ? (int)number : null;
        if (target == typeof(JsonElement))
            return value is AssetOrArchive or Resource ? null : JsonElement.Parse(JsonInput.Write(value));
        if (target.IsEnum)
            return value is double number ? Enum.ToObject(target, (int)number) : null;
        if (EnumType.IsEnumType(target))
            return EnumType.Create(target, value);
        if (target.IsInstanceOfType(value))
            return value;
        if (target.IsConstructedGenericType)
            return FindGeneric(path, value, target);
        return value is ImmutableDictionary<string, object?> properties ? Construct(properties, target) : null;
    }

    private object? FindGeneric(string path, object value, Type target)
    {
        var kind = target.GetGenericTypeDefinition();
        var types = target.GetGenericArguments();
        if (kind == typeof(Union<,>))
            return FindUnion(path, value, target, types);
        if (kind == typeof(ImmutableArray<>) && value is ImmutableArray<object?> list)
            return Call(nameof(ToArray), types[0], path, list);
        if (kind == typeof(ImmutableDictionary<,>) && types[0] == typeof(string) && value is ImmutableDictionary<string, object?> map)
            return Call(nameof(ToDictionary), types[1], path, map);
        return kind == typeof(Output<>) ? Call(nameof(ToOutput), types[0], path, value) : null;
    }

    private object? FindUnion(string path, object value, Type target, Type[] types)
    {
        if (TryConvert(path, value, types[0], out var first))
            return target.GetMethod(nameof(Union<,>.FromT0))!.Invoke(null, [first]);
        if (TryConvert(path, value, types[1], out var second))
            return target.GetMethod(nameof(Union<,>.FromT1))!.Invoke(null, [second]);
        return null;
    }

    private object? Construct(ImmutableDictionary<string, object?> properties, Type target)
    {
        if (target.GetCustomAttribute<OutputTypeAttribute>() is null || OutputType.ConstructorOf(target) is not { } constructor)
            return null;
        var arguments = constructor.GetParameters().Select(parameter =>
        {
            var name = OutputType.PropertyOf(parameter);
            return Convert($"{target}.{name}", properties.GetValueOrDefault(name), parameter.ParameterType);
        });
        return constructor.Invoke([.. arguments]);
    }

    private ImmutableArray<T> ToArray<T>(string path, ImmutableArray<object?> list) =>
        [.. list.Select((element, i) => Convert<T>($"{path}[{i}]", element))];

    private ImmutableDictionary<string, T> ToDictionary<T>(string path, ImmutableDictionary<string, object?> map) =>
        map.ToImmutableDictionary(entry => entry.Key, entry => Convert<T>($"{path}.{entry.Key}", entry.Value));

    private Output<T> ToOutput<T>(string path, object value) => Output.Create(Convert<T>(path, value));

    private object? Call(string method, Type type, params object?[] arguments) =>
        typeof(Deserializer).GetMethod(method, Instance)!.MakeGenericMethod(type)
            .Invoke(this, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
