namespace CloudStacks.Generator.Model;

/// <summary>How the official packages name nested types; it follows from where a package's schema comes from.</summary>
public enum NamingStyle
{
    /// <summary>Packages written for Pulumi: docker-build, azure-native.</summary>
    Plain,

    /// <summary>Packages bridged from Terraform: aws, gcp.</summary>
    Terraform,

    /// <summary>The Kubernetes package, whose nested types live under <c>Types.Inputs</c> and <c>Types.Outputs</c>.</summary>
    Kubernetes,
}

/// <summary>The facts of one package, as its facts.json holds them.</summary>
/// <param name="Package">The name in type tokens, for example <c>aws</c>.</param>
/// <param name="Version">The upstream version that the facts were taken from.</param>
/// <param name="Namespace">The root namespace, for example <c>Pulumi.Aws</c>.</param>
/// <param name="Types">Nested types by qualified name.</param>
/// <param name="Enums">Enums by qualified name.</param>
public sealed record PackageFacts(
    string Package,
    string Version,
    string Namespace,
    NamingStyle Style,
    IReadOnlyList<ResourceFacts> Resources,
    IReadOnlyList<FunctionFacts> Functions,
    IReadOnlyDictionary<string, NestedTypeFacts> Types,
    IReadOnlyDictionary<string, EnumFacts> Enums);

/// <summary>A resource type. A provider is the resource whose token is the package's name.</summary>
/// <param name="State">The properties by which an existing resource can be looked up; null where the package has none.</param>
public sealed record ResourceFacts(
    string Token,
    QualifiedName Name,
    IReadOnlyList<PropertyFacts> Inputs,
    IReadOnlyList<PropertyFacts> Outputs,
    IReadOnlyList<PropertyFacts>? State,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> AdditionalSecretOutputs,
    IReadOnlyList<string> ReplaceOnChanges);

/// <summary>A function that a program invokes. <paramref name="Inputs"/> is null for a function without arguments.</summary>
public sealed record FunctionFacts(
    string Token,
    QualifiedName Name,
    IReadOnlyList<PropertyFacts>? Inputs,
    IReadOnlyList<PropertyFacts> Outputs);

/// <summary>A nested type, as an input, as an output, or both; the two may differ.</summary>
public sealed record NestedTypeFacts(QualifiedName Name, IReadOnlyList<PropertyFacts>? Input, IReadOnlyList<PropertyFacts>? Output);

/// <summary>An enum with the wire value of each member: all text, or all whole numbers.</summary>
public sealed record EnumFacts(QualifiedName Name, IReadOnlyList<KeyValuePair<string, object>> Members);
