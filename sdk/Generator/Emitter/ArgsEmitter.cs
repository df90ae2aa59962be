using CloudStacks.Generator.Model;

namespace CloudStacks.Generator.Emitter;

/// <summary>Writes a class of inputs, laid out as the official packages lay it out: lists, maps and secrets behind private fields.</summary>
sealed class ArgsEmitter(TypeNames names, ValueWriter values)
{
    /// <param name="isProvider">The arguments of a provider travel as JSON text unless they are text already.</param>
    public string Emit(string className, string baseClass, QualifiedName owner, IReadOnlyList<PropertyFacts> properties, Shape shape, bool isProvider = false)
    {
        var members = string.Concat(properties.Select(p => Member(p, shape, isProvider) + "\n"));
        return $$"""
            public sealed class {{className}} : global::Pulumi.{{baseClass}}
            {
            {{members}}    public {{className}}()
                {
            {{values.Defaults(owner, properties)}}    }

                public static new {{className}} Empty => new {{className}}();
            }

            """;
    }

    string Member(PropertyFacts property, Shape shape, bool isProvider)
    {
        var attribute = Attribute(property, isProvider);
        var type = shape == Shape.InvokeArgs ? names.PlainArgument(property.Type) : names.Input(property.Type, shape);
        if (property.Type is FactType.List or FactType.Map)
            return Collection(property, attribute, type);
        if (property.IsSecret)
            return Secret(property, attribute, type);
        return property.IsRequired
            ? $"    {attribute}\n    public {type} {property.Member} {{ get; set; }} = default!;\n"
            : $"    {attribute}\n    public {type}? {property.Member} {{ get; set; }}\n";
    }

    static string Attribute(PropertyFacts property, bool isProvider)
    {
        var required = property.IsRequired ? ", required: true" : "";
        var json = isProvider && property.Type is not FactType.Scalar { Kind: ScalarKind.Text } ? ", json: true" : "";
        return $"[global::Pulumi.Input({ValueWriter.Text(property.WireName)}{required}{json})]";
    }

    static string Collection(PropertyFacts property, string attribute, string type)
    {
        var field = Field(property);
        var setter = property.IsSecret ? SecretCollectionSetter(property, field) : $"        set => {field} = value;";
        return $$"""
                {{attribute}}
                private {{type}}? {{field}};
                public {{type}} {{property.Member}}
                {
                    get => {{field}} ??= new {{type}}();
            {{setter}}
                }

            """;
    }

    static string SecretCollectionSetter(PropertyFacts property, string field)
    {
        const string Immutable = "global::System.Collections.Immutable";
        var empty = property.Type is FactType.List
            ? $"{Immutable}.ImmutableArray.Create<string>()"
            : $"{Immutable}.ImmutableDictionary.Create<string, string>()";
        return $$"""
                    set
                    {
                        var emptySecret = global::Pulumi.Output.CreateSecret({{empty}});
                        {{field}} = global::Pulumi.Output.All(value, emptySecret).Apply(v => v[0]);
                    }
            """;
    }

    static string Secret(PropertyFacts property, string attribute, string type)
    {
        var field = Field(property);
        return $$"""
                {{attribute}}
                private {{type}}? {{field}};
                public {{type}}? {{property.Member}}
                {
                    get => {{field}};
                    set
                    {
                        var emptySecret = global::Pulumi.Output.CreateSecret(0);
                        {{field}} = global::Pulumi.Output.Tuple<{{type}}?, int>(value, emptySecret).Apply(t => t.Item1);
                    }
                }

            """;
    }

    static string Field(PropertyFacts property) => $"_{char.ToLowerInvariant(property.Member[0])}{property.Member.Substring(1)}";
}
