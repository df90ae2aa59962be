using System.Collections;

namespace Pulumi;

/// <summary>A list of inputs, or an input of a list. <c>Add</c> appends to what is there already.</summary>
public sealed partial class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _elements;

    /// <summary>An empty list.</summary>
    public InputList() : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> elements) : base(Flatten(elements)) => _elements = elements;

    /// <summary>Appends inputs.</summary>
    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    /// <summary>Appends another list.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <summary>Appends another list.</summary>
    public void AddRange(InputList<T> inputs)
    {
        _elements = Concat(inputs)._elements;
        Value = Flatten(_elements);
    }

    /// <summary>A new list: this one followed by another.</summary>
    public InputList<T> Concat(InputList<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Output.Tuple(_elements, other._elements).Apply(both => OrEmpty(both.Item1).AddRange(OrEmpty(both.Item2))));
    }

    /// <summary>The inputs one by one; nothing while the list is unknown.</summary>
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await Value.GetValueAsync(whenUnknown: []).ConfigureAwait(false))
            yield return value;
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"The elements of an {nameof(InputList<>)} may not exist yet; enumerate it with 'await foreach' or inside Apply.");

    internal InputList<T> Clone() => new(_elements);

    private static Output<ImmutableArray<T>> Flatten(Output<ImmutableArray<Input<T>>> elements) =>
        elements.Apply(inputs => inputs.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(inputs));

    private static ImmutableArray<Input<T>> OrEmpty(ImmutableArray<Input<T>> inputs) => inputs.IsDefault ? [] : inputs;
}
