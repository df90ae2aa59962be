namespace Pulumi.Serialization;

/// <summary>An output property of a resource before its registration has answered.</summary>
internal interface IOutputSource
{
    Type Type { get; }

    IOutput Output { get; }

    /// <summary>Resolves the output; later calls do nothing.</summary>
    void Resolve(OutputData<object?> data);

    /// <summary>Fails the output, unless it is resolved.</summary>
    void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class OutputSource<T> : IOutputSource
{
    private readonly TaskCompletionSource<OutputData<T>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ImmutableHashSet<Resource> _resources;

    public OutputSource(Resource resource)
    {
        _resources = [resource];
        Output = new Output<T>(_source.Task);
    }

    public Type Type => typeof(T);

    public IOutput Output { get; }

    public void Resolve(OutputData<object?> data) =>
        _source.TrySetResult(data.With(data.Value is T value ? value : default!) with { Resources = data.Resources.Union(_resources) });

    public void Fail(Exception exception) => _source.TrySetException(exception);
}
