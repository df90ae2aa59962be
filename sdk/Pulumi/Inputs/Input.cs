using Pulumi.Serialization;

namespace Pulumi;

/// <summary>What a resource takes: a value at hand or an output of another resource.</summary>
public class Input<T> : IInput
{
    private protected Input(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    internal Output<T> Value { get; private protected set; }

    /// <summary>A value at hand as an input.</summary>
    public static implicit operator Input<T>(T value) => Output.Create(value);

    /// <summary>An output as an input.</summary>
    public static implicit operator Input<T>(Output<T> value) => new(value);

    /// <summary>An input as an output.</summary>
    public static implicit operator Output<T>(Input<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Value;
    }

    IOutput IInput.ToOutput() => Value;
}
