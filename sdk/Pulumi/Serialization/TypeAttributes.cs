namespace Pulumi;

/// <summary>Marks a class as the type of a structured output value.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute : Attribute
{
}

/// <summary>Marks the constructor that takes the properties of an <see cref="OutputTypeAttribute"/> class.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute
{
}

/// <summary>The provider's name of a property, where the constructor's parameter has another.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutputConstructorParameterAttribute : Attribute
{
    /// <summary>The provider's name of the property.</summary>
    public OutputConstructorParameterAttribute(string name) => Name = name;

    /// <summary>The provider's name of the property.</summary>
    public string Name { get; }
}

/// <summary>
/// Marks a struct as an enum of strings or numbers: it has a constructor from and an explicit conversion to its value.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute
{
}

/// <summary>The type token of a resource class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResourceTypeAttribute : Attribute
{
    /// <summary>A type token such as <c>aws:s3/bucket:Bucket</c>, and the package version it belongs to.</summary>
    public ResourceTypeAttribute(string type, string? version)
    {
        Type = type;
        Version = version;
    }

    /// <summary>The type token.</summary>
    public string Type { get; }

    /// <summary>The package version; none means any.</summary>
    public string? Version { get; }
}
