namespace Pulumi.Serialization;

/// <summary>A union of any two types.</summary>
internal interface IUnion
{
    object Value { get; }
}
