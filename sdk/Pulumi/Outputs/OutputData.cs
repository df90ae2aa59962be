namespace Pulumi.Serialization;

/// <summary>What an output resolves to. <paramref name="Value"/> means nothing unless <paramref name="IsKnown"/>.</summary>
internal readonly record struct OutputData<T>(
    T Value, ImmutableHashSet<Resource> Resources, bool IsKnown = true, bool IsSecret = false)
{
    public OutputData<TResult> With<TResult>(TResult value) => new(value, Resources, IsKnown, IsSecret);

    /// <summary>The value of <paramref name="inner"/>, with what both carry.</summary>
    public OutputData<TResult> Then<TResult>(OutputData<TResult> inner) => new(
        inner.Value, Resources.Union(inner.Resources), IsKnown && inner.IsKnown, IsSecret || inner.IsSecret);
}

internal static class OutputData
{
    public static OutputData<T> Create<T>(T value, bool isKnown = true, bool isSecret = false) =>
        new(value, [], isKnown, isSecret);
}
