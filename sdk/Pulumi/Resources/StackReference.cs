namespace Pulumi;

/// <summary>Reads the outputs of another stack.</summary>
public class StackReference : CustomResource
{
    /// <summary>A stack by its name, <c>organization/project/stack</c>, or by the name in the args.</summary>
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base("pulumi:pulumi:StackReference", name, new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = args?.Name ?? name }))
    {
    }

    /// <summary>The name of the other stack.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>Its outputs; secret if one of them is.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    /// <summary>The names of its secret outputs.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>An output by name, or null if there is none. It is secret only if it is so in the other stack.</summary>
    public Output<object?> GetOutput(Input<string> name) =>
        WithOwnSecrecy(name, Output.Tuple(name, (Input<ImmutableDictionary<string, object>>)Outputs)
            .Apply(v => v.Item2.GetValueOrDefault(v.Item1)));

    /// <summary>An output by name; fails if there is none.</summary>
    public Output<object> RequireOutput(Input<string> name) =>
        WithOwnSecrecy(name, Output.Tuple(name, (Input<string>)Name, (Input<ImmutableDictionary<string, object>>)Outputs)
            .Apply(v => v.Item3.TryGetValue(v.Item1, out var value)
                ? value
                : throw new RunException($"The stack '{v.Item2}' has no output '{v.Item1}'; it has: {string.Join(", ", v.Item3.Keys.Order(StringComparer.Ordinal))}.")));

    private Output<T> WithOwnSecrecy<T>(Input<string> name, Output<T> value)
    {
        // The outputs as a whole are secret if one of them is; the list of secret names says which.
        return new Output<T>(Resolve());

        async Task<Serialization.OutputData<T>> Resolve()
        {
            var data = await value.Data.ConfigureAwait(false);
            var names = await SecretOutputNames.Data.ConfigureAwait(false);
            var wanted = await name.ToOutput().Data.ConfigureAwait(false);
            if (!names.IsKnown || !wanted.IsKnown || names.Value.IsDefault)
                return data;
            return data with { IsSecret = names.Value.Contains(wanted.Value) };
        }
    }
}

/// <summary>The inputs of a <see cref="StackReference"/>.</summary>
public class StackReferenceArgs : ResourceArgs
{
    /// <summary>The name of the other stack, <c>organization/project/stack</c>.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}
