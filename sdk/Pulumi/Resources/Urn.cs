using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>
/// The name that the engine gives a resource: <c>urn:pulumi:stack::project::parentType$type::name</c>, see
/// https://www.pulumi.com/docs/concepts/resources/names/#urns
/// </summary>
public readonly struct Urn : IEquatable<Urn>
{
    private readonly string _value;

    /// <summary>A URN from its text.</summary>
    public Urn(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>The URN that a resource of this name, type and parent has, by default in the current project and stack.</summary>
    public static Output<string> Create(
        Input<string> name, Input<string> type, Resource? parent = null, Input<string>? parentUrn = null,
        Input<string>? project = null, Input<string>? stack = null)
    {
        if (parent is not null && parentUrn is not null)
            throw new ArgumentException("Give either 'parent' or 'parentUrn', not both.");
        var prefix = parent is null && parentUrn is null
            ? Output.Format($"urn:pulumi:{stack ?? Deployment.Instance.StackName}::{project ?? Deployment.Instance.ProjectName}::")
            : (parent?.Urn ?? parentUrn.ToOutput()).Apply(ChildPrefix);
        return Output.Format($"{prefix}{type}::{name}");
    }

    /// <summary>The start of the URNs of all children: the parent's, with <c>$</c> instead of its name.</summary>
    internal static string ChildPrefix(string parentUrn) =>
        parentUrn[..parentUrn.LastIndexOf("::", StringComparison.Ordinal)] + "$";

    /// <summary>The text of a URN.</summary>
    public static implicit operator string(Urn value) => value._value;

    /// <summary>The text of the URN.</summary>
    public override string ToString() => _value;

    /// <inheritdoc/>
    public bool Equals(Urn other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Urn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether both are the same text.</summary>
    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);
}
