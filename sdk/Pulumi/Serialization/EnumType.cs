using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Structs marked <see cref="EnumTypeAttribute"/>.</summary>
internal static class EnumType
{
    public static bool IsEnumType(Type type) => type.IsValueType && type.GetCustomAttribute<EnumTypeAttribute>() is not null;

    /// <summary>The string or number behind an enum value.</summary>
    public static object? ValueOf(object value)
    {
        var type = value.GetType();
        var conversion = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]);
        if (conversion is null || (conversion.ReturnType != typeof(string) && conversion.ReturnType != typeof(double)))
            throw new InvalidOperationException($"{type} must have an explicit conversion to string or double.");
        return conversion.Invoke(null, [value]);
    }

    /// <summary>The enum value of a string or number, or nothing if the enum is not of that type.</summary>
    public static object? Create(Type type, object value) =>
        type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [value.GetType()])?.Invoke([value]);
}
