using Pulumi.Serialization;

namespace Pulumi;

/// <summary>
/// A value that becomes available later: it may be unknown in a preview, it may be secret, and it remembers the resources
/// it comes from.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        Deployment.Current?.Tasks.Track(data);
    }

    internal Task<OutputData<T>> Data { get; }

    /// <summary>An output of a task's result: known, not secret, without dependencies.</summary>
    public static Output<T> Create(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return FromTask(value, isSecret: false);
    }

    internal static Output<T> FromTask(Task<T> value, bool isSecret)
    {
        return new Output<T>(Resolve());

        async Task<OutputData<T>> Resolve() => OutputData.Create(await value.ConfigureAwait(false), isSecret: isSecret);
    }

    /// <summary>Runs an action on the value. Never runs while the value is unknown.</summary>
    public Output<ValueTuple> Apply(Func<T, Task> func) => Apply(async value =>
    {
        await func(value).ConfigureAwait(false);
        return ValueTuple.Create();
    });

    /// <summary>Transforms the value. Never runs while the value is unknown; the result is then unknown too.</summary>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Apply(value => Output.Create(func(value)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply(value => Output.Create(func(value)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, Output{TResult}})"/>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    /// <summary>
    /// Transforms the value into another output. The result is known if both are, secret if either is, and depends on the
    /// resources of both. No output at all counts as the type's default value.
    /// </summary>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func)
    {
        return new Output<TResult>(Resolve());

        async Task<OutputData<TResult>> Resolve()
        {
            var data = await Data.ConfigureAwait(false);
            if (!data.IsKnown)
                return data.With(default(TResult)!);
            var inner = func(data.Value);
            return inner is null ? data.With(default(TResult)!) : data.Then(await inner.Data.ConfigureAwait(false));
        }
    }

    /// <summary>As <see cref="Apply{TResult}(Func{T, Output{TResult}})"/>, for code that does not know the type.</summary>
    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) => Apply(value => func(value));

    /// <summary>
    /// A warning instead of the value, which does not exist yet. Throws <see cref="InvalidOperationException"/> if the
    /// environment variable PULUMI_ERROR_OUTPUT_STRING is 1 or true.
    /// </summary>
    public override string ToString()
    {
        const string Message =
            "Output<T>.ToString() does not give the output's value, which may not exist yet. " +
            "Use output.Apply(value => $\"…{value}…\") or Output.Format($\"…{output}…\") instead; " +
            "see https://www.pulumi.com/docs/concepts/inputs-outputs/";
        if (Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING") is "1" or "true" or "TRUE" or "True")
            throw new InvalidOperationException(Message);
        return Message;
    }

    internal Output<T> Map(Func<OutputData<T>, OutputData<T>> map)
    {
        return new Output<T>(Resolve());

        async Task<OutputData<T>> Resolve() => map(await Data.ConfigureAwait(false));
    }

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await Data.ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data.ConfigureAwait(false);
        return data.With<object?>(data.Value);
    }
}
