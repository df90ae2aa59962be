using System.Collections.Immutable;
using System.Globalization;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// A place in a resource's properties, such as <c>tags.expiry</c>, <c>ingress[0].port</c> or <c>*</c>
/// (https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/).
/// </summary>
internal readonly record struct PropertyPath(ImmutableArray<string> Segments)
{
    public static PropertyPath Root { get; } = new([]);

    public string Property => Segments[0];

    public PropertyPath Child(string name) => new(Segments.Add(name));

    public PropertyPath Child(int index) => Child(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads the written form: dots, brackets, quoted keys in brackets.</summary>
    public static PropertyPath Parse(string text)
    {
        var segments = ImmutableArray.CreateBuilder<string>();
        foreach (var part in text.Replace("]", "", StringComparison.Ordinal).Split('[', '.'))
        {
            if (part.Trim('"') is { Length: > 0 } segment)
                segments.Add(segment);
        }
        return new(segments.ToImmutable());
    }

    /// <summary>Whether a change at one of the two places touches the other: the one lies within the other.</summary>
    public bool Touches(PropertyPath other) =>
        Segments.Zip(other.Segments).All(pair => pair.First == pair.Second || pair.First == "*" || pair.Second == "*");

    public override string ToString()
    {
        if (Segments.IsEmpty)
            return "";
        return Segments[0] + string.Concat(Segments.Skip(1).Select(s => char.IsAsciiDigit(s[0]) ? $"[{s}]" : $".{s}"));
    }
}
