using System.Globalization;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Creates and combines outputs.</summary>
public static partial class Output
{
    /// <summary>An output of a value at hand: known, not secret, without dependencies.</summary>
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData.Create(value)));

    /// <inheritdoc cref="Output{T}.Create(Task{T})"/>
    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    /// <summary>A secret output of a value at hand.</summary>
    public static Output<T> CreateSecret<T>(T value) => new(Task.FromResult(OutputData.Create(value, isSecret: true)));

    /// <summary>A secret output of a task's result.</summary>
    public static Output<T> CreateSecret<T>(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Output<T>.FromTask(value, isSecret: true);
    }

    /// <summary>The same output, secret.</summary>
    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Map(data => data with { IsSecret = true });
    }

    /// <summary>The same output, no longer secret.</summary>
    public static Output<T> Unsecret<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.Map(data => data with { IsSecret = false });
    }

    /// <summary>Whether the output is secret.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data.ConfigureAwait(false)).IsSecret;
    }

    /// <summary>All the values in order: known if all are, secret if any is, dependent on the resources of all.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs)
    {
        ImmutableArray<Input<T>> all = [.. inputs];
        return Gathering.Collect(async gathering =>
        {
            var values = ImmutableArray.CreateBuilder<T>(all.Length);
            foreach (var input in all)
                values.Add(await gathering.Add(input).ConfigureAwait(false));
            return values.MoveToImmutable();
        });
    }

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) =>
        All(outputs.Select(output => (Input<T>)output));

    /// <summary>An interpolated string whose holes may be inputs and outputs, formatted in the invariant culture.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        ArgumentNullException.ThrowIfNull(formattableString);
        var holes = formattableString.GetArguments().Select(AsOutput);
        return All(holes).Apply(values =>
            string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    private static Output<object?> AsOutput(object? value) => value switch
    {
        IInput input => new Output<object?>(input.ToOutput().GetDataAsync()),
        IOutput output => new Output<object?>(output.GetDataAsync()),
        _ => Create(value),
    };
}
