namespace Pulumi;

/// <summary>Marks a property as an output of a resource or of a stack.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>An output under the provider's name, or under the property's own.</summary>
    public OutputAttribute(string? name = null) => Name = name;

    /// <summary>The provider's name for the output; none means the property's name.</summary>
    public string? Name { get; }
}
