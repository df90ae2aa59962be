using System.Collections;

namespace Pulumi;

/// <summary>A map from strings to inputs, or an input of a map.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _entries;

    /// <summary>An empty map.</summary>
    public InputMap() : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> entries) : base(Flatten(entries)) =>
        _entries = entries;

    /// <summary>Adds an entry, as <see cref="Add(string, Input{TValue})"/> does.</summary>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>Adds an entry. The same key with a different value fails when the map is resolved.</summary>
    public void Add(string key, Input<TValue> value) => Replace(_entries.Apply(entries => Join(entries, key, value)));

    /// <summary>Adds the entries of another map, as <see cref="Add(string, Input{TValue})"/> does.</summary>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <summary>Adds the entries of another map, as <see cref="Add(string, Input{TValue})"/> does.</summary>
    public void AddRange(InputMap<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Replace(Output.Tuple(_entries, values._entries).Apply(both =>
            both.Item2.Aggregate(both.Item1, (entries, entry) => Join(entries, entry.Key, entry.Value))));
    }

    /// <summary>A new map of both; where both have a key, the second wins.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new(Output.Tuple(first._entries, second._entries).Apply(both => both.Item1.SetItems(both.Item2)));
    }

    /// <summary>The entries of a dictionary.</summary>
    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => Output.Create(values);

    /// <summary>The entries of a dictionary.</summary>
    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => Output.Create(values);

    /// <summary>The entries that the output resolves to.</summary>
    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        values.Apply(ImmutableDictionary.CreateRange);

    /// <summary>The entries that the output resolves to.</summary>
    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        values.Apply(ImmutableDictionary.CreateRange);

    /// <summary>The entries that the output resolves to; null stays null.</summary>
    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) =>
        new(values.Apply(entries => entries?.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)!));

    /// <summary>The entries one by one; nothing while the map is unknown.</summary>
    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var entries = ImmutableDictionary<string, TValue>.Empty;
        foreach (var entry in await Value.GetValueAsync(whenUnknown: entries).ConfigureAwait(false))
            yield return entry;
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"The entries of an {nameof(InputMap<>)} may not exist yet; enumerate it with 'await foreach' or inside Apply.");

    private void Replace(Output<ImmutableDictionary<string, Input<TValue>>> entries)
    {
        _entries = entries;
        Value = Flatten(entries);
    }

    private static ImmutableDictionary<string, Input<TValue>> Join(
        ImmutableDictionary<string, Input<TValue>> entries, string key, Input<TValue> value)
    {
        if (!entries.TryGetValue(key, out var existing))
            return entries.Add(key, value);
        return entries.SetItem(key, Output.Tuple(existing, value).Apply(both =>
            EqualityComparer<TValue>.Default.Equals(both.Item1, both.Item2)
                ? both.Item1
                : throw new ArgumentException($"The map has the key '{key}' twice, with different values.")));
    }

    private static Output<ImmutableDictionary<string, TValue>> Flatten(
        Output<ImmutableDictionary<string, Input<TValue>>> entries) => entries.Apply(inputs => inputs is null
            ? Output.Create(default(ImmutableDictionary<string, TValue>)!)
            : Output.All(inputs.Select(entry => entry.Value.Apply(value => KeyValuePair.Create(entry.Key, value))))
                .Apply(all => ImmutableDictionary.CreateRange(all)));
}
