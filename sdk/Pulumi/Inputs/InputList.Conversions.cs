namespace Pulumi;

public sealed partial class InputList<T>
{
    /// <summary>A list of one.</summary>
    public static implicit operator InputList<T>(T value) => ImmutableArray.Create<Input<T>>(value);

    /// <summary>A list of one.</summary>
    public static implicit operator InputList<T>(Output<T> value) => ImmutableArray.Create<Input<T>>(value);

    /// <summary>A list of one.</summary>
    public static implicit operator InputList<T>(Input<T> value) => ImmutableArray.Create(value);

    /// <summary>The elements as a list.</summary>
    public static implicit operator InputList<T>(T[] values) => From(values, value => value);

    /// <summary>The elements as a list.</summary>
    public static implicit operator InputList<T>(Output<T>[] values) => From(values, value => value);

    /// <summary>The elements as a list.</summary>
    public static implicit operator InputList<T>(Input<T>[] values) => From(values, value => value);

    /// <summary>The elements as a list.</summary>
    public static implicit operator InputList<T>(List<T> values) => From(values, value => value);

    /// <summary>The elements as a list.</summary>
    public static implicit operator InputList<T>(List<Output<T>> values) => From(values, value => value);

    /// <summary>The elements as a list.</summary>
    public static implicit operator InputList<T>(List<Input<T>> values) => From(values, value => value);

    /// <summary>The elements as a list; a default array stays one.</summary>
    public static implicit operator InputList<T>(ImmutableArray<T> values) =>
        values.IsDefault ? default(ImmutableArray<Input<T>>) : From(values, value => value);

    /// <summary>The elements as a list; a default array stays one.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        values.IsDefault ? default(ImmutableArray<Input<T>>) : From(values, value => value);

    /// <summary>The elements as a list; a default array stays one.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    /// <summary>The elements that the output resolves to.</summary>
    public static implicit operator InputList<T>(Output<T[]> values) =>
        values.Apply(elements => ImmutableArray.Create(elements));

    /// <summary>The elements that the output resolves to.</summary>
    public static implicit operator InputList<T>(Output<List<T>> values) =>
        values.Apply(elements => ImmutableArray.CreateRange(elements));

    /// <summary>The elements that the output resolves to.</summary>
    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) =>
        values.Apply(ImmutableArray.CreateRange);

    /// <summary>The elements that the output resolves to; a default array stays one.</summary>
    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values.Apply(elements =>
        elements.IsDefault ? default : ImmutableArray.CreateRange(elements, element => (Input<T>)element)));

    private static ImmutableArray<Input<T>> From<TElement>(IEnumerable<TElement> values, Func<TElement, Input<T>> convert) =>
        [.. values.Select(convert)];
}
