namespace Pulumi;

/// <summary>Content that a resource takes: one file or many.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    /// <summary>
    /// Where the content comes from: a path, a text, a URI or the entries. Named as in the official SDK, where tools find
    /// it by reflection for want of a public member.
    /// </summary>
    internal object Value { get; }
}
