namespace Pulumi.Serialization;

/// <summary>
/// What values look like on their way to and from a provider: null, bool, double, string,
/// <see cref="ImmutableArray{T}"/> and <see cref="ImmutableDictionary{TKey, TValue}"/> of object, assets, resources, and
/// the two marks below.
/// </summary>
internal static class Wire
{
    public const string Id = "id";

    public const string Urn = "urn";

    /// <summary>
    /// The text that stands for an unknown value in Pulumi's protocol; mocks of the official SDK may return it, and a
    /// provider reference holds it while the provider's id is unknown.
    /// See https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
    /// </summary>
    public const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public sealed record Unknown;

    public sealed record Secret(object? Value);

    public static bool ContainsUnknown(object? value) => !Read(value).IsKnown;

    /// <summary>The value without marks, and what the marks said about the whole of it.</summary>
    public static OutputData<object?> Read(object? value) => value switch
    {
        Unknown or UnknownText => OutputData.Create<object?>(null, isKnown: false),
        Secret secret => Read(secret.Value) with { IsSecret = true },
        ImmutableArray<object?> list => ReadList(list),
        ImmutableDictionary<string, object?> map => ReadMap(map),
        _ => OutputData.Create(value),
    };

    private static OutputData<object?> ReadList(ImmutableArray<object?> list)
    {
        var whole = OutputData.Create<object?>(null);
        var values = ImmutableArray.CreateBuilder<object?>(list.Length);
        foreach (var element in list)
        {
            whole = whole.Then(Read(element));
            values.Add(whole.Value);
        }
        return whole.With<object?>(values.MoveToImmutable());
    }

    private static OutputData<object?> ReadMap(ImmutableDictionary<string, object?> map)
    {
        var whole = OutputData.Create<object?>(null);
        var values = ImmutableDictionary.CreateBuilder<string, object?>();
        // Names with two underscores are the protocol's own, such as __defaults.
        foreach (var (name, value) in map.Where(entry => !entry.Key.StartsWith("__", StringComparison.Ordinal)))
        {
            whole = whole.Then(Read(value));
            values.Add(name, whole.Value);
        }
        return whole.With<object?>(values.ToImmutable());
    }
}
