namespace Pulumi.Serialization;

/// <summary>Resolves inputs one after another and joins what they carry.</summary>
internal sealed class Gathering
{
    private OutputData<ValueTuple> _joined = OutputData.Create(default(ValueTuple));

    public static Output<T> Collect<T>(Func<Gathering, Task<T>> collect)
    {
        return new Output<T>(Resolve());

        async Task<OutputData<T>> Resolve()
        {
            var gathering = new Gathering();
            var value = await collect(gathering).ConfigureAwait(false);
            return gathering._joined.With(value);
        }
    }

    /// <summary>The input's value (the type's default if it is unknown).</summary>
    public async Task<T> Add<T>(Input<T> input)
    {
        var data = await input.ToOutput().Data.ConfigureAwait(false);
        _joined = _joined.Then(data.With(default(ValueTuple)));
        return data.Value;
    }
}
