using CloudStacks.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace CloudStacks.Generator.Emitter;

/// <summary>Writes constants and defaults as C# expressions.</summary>
sealed class ValueWriter(PackageFacts facts, TypeNames names)
{
    /// <summary>A line for each default, to stand in a constructor.</summary>
    public string Defaults(QualifiedName owner, IReadOnlyList<PropertyFacts> properties) => string.Concat(
        properties.Where(p => p.HasDefault).Select(p => $"        {p.Member} = {Default(owner, p)};\n"));

    public string Constant(QualifiedName owner, PropertyFacts property) => Literal(owner, property, property.Constant!);

    string Default(QualifiedName owner, PropertyFacts property)
    {
        var fallback = property.Default is null ? null : Literal(owner, property, property.Default);
        if (property.Environment.Count == 0)
            return fallback!;
        var variables = string.Join(", ", property.Environment.Select(Text));
        var call = $"{EnvironmentReader(owner, property)}({variables})";
        // An unset variable is an input without a value, which is left out when it is sent.
        return fallback is null ? $"{call}!" : $"{call} ?? {fallback}";
    }

    string EnvironmentReader(QualifiedName owner, PropertyFacts property)
    {
        var name = property.Type switch
        {
            FactType.Scalar { Kind: ScalarKind.Text } => "GetEnv",
            FactType.Scalar { Kind: ScalarKind.Bool } => "GetEnvBoolean",
            FactType.Scalar { Kind: ScalarKind.Whole } => "GetEnvInt32",
            FactType.Scalar { Kind: ScalarKind.Number } => "GetEnvDouble",
            _ => throw Misfit(owner, property, "environment variable"),
        };
        return $"global::{facts.Namespace}.Utilities.{name}";
    }

    string Literal(QualifiedName owner, PropertyFacts property, object value) => (property.Type, value) switch
    {
        (FactType.Enumeration type, _) => EnumMember(owner, property, type, value),
        (FactType.Union union, string text) when union.Cases.Contains(new FactType.Scalar(ScalarKind.Text)) => Text(text),
        (FactType.Scalar { Kind: ScalarKind.Text }, string text) => Text(text),
        (FactType.Scalar { Kind: ScalarKind.Bool }, bool truth) => truth ? "true" : "false",
        (FactType.Scalar { Kind: ScalarKind.Whole }, int whole) => SymbolDisplay.FormatPrimitive(whole, false, false)!,
        (FactType.Scalar { Kind: ScalarKind.Number }, int or double) => SymbolDisplay.FormatPrimitive(Convert.ToDouble(value), false, false) + "d",
        _ => throw Misfit(owner, property, value),
    };

    string EnumMember(QualifiedName owner, PropertyFacts property, FactType.Enumeration type, object value)
    {
        var member = facts.Enums[type.Key].Members.FirstOrDefault(m => m.Value.Equals(value)).Key;
        return member is null ? throw Misfit(owner, property, value) : $"{names.EnumName(type)}.{member}";
    }

    static FactsException Misfit(QualifiedName owner, PropertyFacts property, object value) =>
        new(Diagnostics.BadDefault, $"{owner} › {property.WireName}", $"found '{value}', which its type cannot take as a constant or default");

    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);
}
