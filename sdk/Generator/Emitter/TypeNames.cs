using CloudStacks.Generator.Model;

namespace CloudStacks.Generator.Emitter;

/// <summary>How the types of the facts are written in C#, always in full so that no name of a package can shadow another.</summary>
sealed class TypeNames(PackageFacts facts)
{
    const string Immutable = "global::System.Collections.Immutable";

    /// <summary>The namespace of a module, for example <c>Pulumi.Aws.S3</c>.</summary>
    public string Namespace(string module) => module.Length == 0 ? facts.Namespace : $"{facts.Namespace}.{module}";

    /// <summary>The namespace of the arguments of a resource.</summary>
    public string ArgsNamespace(QualifiedName resource, bool isProvider) =>
        facts.Style == NamingStyle.Kubernetes && !isProvider ? NestedNamespace(resource.Module, Shape.Args) : Namespace(resource.Module);

    public string NestedNamespace(string module, Shape shape)
    {
        var role = TypeUsage.IsOutput(shape) ? "Outputs" : "Inputs";
        if (facts.Style != NamingStyle.Kubernetes)
            return $"{Namespace(module)}.{role}";
        return module.Length == 0 ? $"{facts.Namespace}.Types.{role}" : $"{facts.Namespace}.Types.{role}.{module}";
    }

    public string NestedName(string name, Shape shape) => (facts.Style, shape) switch
    {
        (_, Shape.Args) => $"{name}Args",
        (_, Shape.StateArgs) => $"{name}GetArgs",
        (NamingStyle.Terraform, Shape.InvokeArgs) => $"{name}Args",
        (NamingStyle.Terraform, Shape.InvokeInputArgs) => $"{name}InputArgs",
        (NamingStyle.Terraform, Shape.InvokeOutput) => $"{name}Result",
        _ => name,
    };

    /// <summary>The type of an input that may be an output: <c>Input</c>, <c>InputList</c>, <c>InputMap</c> or <c>InputUnion</c>.</summary>
    public string Input(FactType type, Shape shape) => type switch
    {
        FactType.List list => $"global::Pulumi.InputList<{Plain(list.Element, shape)}>",
        FactType.Map map => $"global::Pulumi.InputMap<{Plain(map.Value, shape)}>",
        FactType.Union { Cases.Count: 2 } union => $"global::Pulumi.InputUnion<{Plain(union.Cases[0], shape)}, {Plain(union.Cases[1], shape)}>",
        FactType.Scalar { Kind: ScalarKind.Json } => "global::Pulumi.InputJson",
        _ => $"global::Pulumi.Input<{Plain(type, shape)}>",
    };

    /// <summary>The type of a plain argument of a function, where lists and maps are those that a program can add to.</summary>
    public string PlainArgument(FactType type) => type switch
    {
        FactType.List list => $"global::System.Collections.Generic.List<{Plain(list.Element, Shape.InvokeArgs)}>",
        FactType.Map map => $"global::System.Collections.Generic.Dictionary<string, {Plain(map.Value, Shape.InvokeArgs)}>",
        _ => Plain(type, Shape.InvokeArgs),
    };

    /// <summary>The type of an output, nullable where it is optional.</summary>
    public string Output(PropertyFacts property, Shape shape)
    {
        var name = Plain(property.Type, shape);
        // A missing list is the default ImmutableArray; the Kubernetes package declares no output as nullable.
        var isNullable = property.IsOptional && property.Type is not FactType.List && facts.Style != NamingStyle.Kubernetes;
        return isNullable ? $"{name}?" : name;
    }

    public string Plain(FactType type, Shape shape) => type switch
    {
        FactType.Scalar scalar => ScalarName(scalar.Kind),
        FactType.List list => $"{Immutable}.ImmutableArray<{Plain(list.Element, shape)}>",
        FactType.Map map => $"{Immutable}.ImmutableDictionary<string, {Plain(map.Value, shape)}>",
        FactType.Nested nested => NestedType(facts.Types[nested.Key].Name, TypeUsage.Merge(facts.Style, shape)),
        FactType.Enumeration value => EnumName(value),
        FactType.Union union => UnionName(union, shape),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public string EnumName(FactType.Enumeration type)
    {
        var name = facts.Enums[type.Key].Name;
        return $"global::{Namespace(name.Module)}.{name.Name}";
    }

    string NestedType(QualifiedName name, Shape shape) => $"global::{NestedNamespace(name.Module, shape)}.{NestedName(name.Name, shape)}";

    string UnionName(FactType.Union union, Shape shape)
    {
        // As an output, a text that may also be a value of an enum is only the text.
        if (TypeUsage.IsOutput(shape) && union.Cases.Any(c => c is FactType.Enumeration))
            return "string";
        var names = union.Cases.Select(c => Plain(c, shape)).ToList();
        return names.Count == 2 ? $"global::Pulumi.Union<{names[0]}, {names[1]}>" : "object";
    }

    static string ScalarName(ScalarKind kind) => kind switch
    {
        ScalarKind.Text => "string",
        ScalarKind.Whole => "int",
        ScalarKind.Number => "double",
        ScalarKind.Bool => "bool",
        ScalarKind.Any => "object",
        ScalarKind.Json => "global::System.Text.Json.JsonElement",
        ScalarKind.Asset => "global::Pulumi.Asset",
        ScalarKind.Archive => "global::Pulumi.Archive",
        ScalarKind.AssetOrArchive => "global::Pulumi.AssetOrArchive",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
