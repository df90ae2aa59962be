using CloudStacks.Generator.Model;

namespace CloudStacks.Generator.Emitter;

/// <summary>Writes a class of outputs: read-only fields and one private constructor that the deserializer finds by its attribute.</summary>
sealed class OutputTypeEmitter(TypeNames names)
{
    public string Emit(string className, IReadOnlyList<PropertyFacts> properties, Shape shape)
    {
        var fields = string.Concat(properties.Select(p => $"    public readonly {names.Output(p, shape)} {p.Member};\n"));
        var parameters = string.Join(",\n        ", properties.Select(p => $"{names.Output(p, shape)} @{p.WireName}"));
        var assignments = string.Concat(properties.Select(p => $"        {p.Member} = @{p.WireName};\n"));
        return $$"""
            [global::Pulumi.OutputType]
            public sealed class {{className}}
            {
            {{fields}}
                [global::Pulumi.OutputConstructor]
                private {{className}}(
                    {{parameters}})
                {
            {{assignments}}    }
            }

            """;
    }
}
