namespace CloudStacks.Generator.Model;

/// <summary>A type in the notation of the facts.</summary>
public abstract record FactType
{
    FactType() { }

    public sealed record Scalar(ScalarKind Kind) : FactType;

    public sealed record List(FactType Element) : FactType;

    public sealed record Map(FactType Value) : FactType;

    /// <summary>A nested type, by its key in the facts.</summary>
    public sealed record Nested(string Key) : FactType;

    /// <summary>An enum, by its key in the facts.</summary>
    public sealed record Enumeration(string Key) : FactType;

    public sealed record Union(IReadOnlyList<FactType> Cases) : FactType;

    /// <summary>This type and every type inside it.</summary>
    public IEnumerable<FactType> WithInner()
    {
        var inner = this switch
        {
            List list => list.Element.WithInner(),
            Map map => map.Value.WithInner(),
            Union union => union.Cases.SelectMany(c => c.WithInner()),
            _ => [],
        };
        return inner.Prepend(this);
    }
}

public enum ScalarKind
{
    Text,
    Whole,
    Number,
    Bool,
    Any,
    Json,
    Asset,
    Archive,
    AssetOrArchive,
}
