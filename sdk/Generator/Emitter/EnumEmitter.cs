using System.Globalization;
using CloudStacks.Generator.Model;

namespace CloudStacks.Generator.Emitter;

/// <summary>Writes an enum: a struct around its text, or a C# enum when the wire values are numbers.</summary>
static class EnumEmitter
{
    public static string Emit(EnumFacts type) => type.Members.All(m => m.Value is int) ? Numbers(type) : Texts(type);

    static string Numbers(EnumFacts type)
    {
        var members = type.Members.Select(m => $"    {m.Key} = {((int)m.Value).ToString(CultureInfo.InvariantCulture)},\n");
        return $$"""
            public enum {{type.Name.Name}}
            {
            {{string.Concat(members)}}}

            """;
    }

    static string Texts(EnumFacts type)
    {
        var name = type.Name.Name;
        var members = type.Members.Select(m => $"    public static {name} {m.Key} {{ get; }} = new {name}({ValueWriter.Text((string)m.Value)});\n");
        return $$"""
            [global::Pulumi.EnumType]
            public readonly struct {{name}} : global::System.IEquatable<{{name}}>
            {
                private readonly string _value;

                private {{name}}(string value) => _value = value ?? throw new global::System.ArgumentNullException(nameof(value));

            {{string.Concat(members)}}
                public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);
                public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);
                public static explicit operator string({{name}} value) => value._value;

                public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);
                public bool Equals({{name}} other) => string.Equals(_value, other._value, global::System.StringComparison.Ordinal);
                public override int GetHashCode() => _value?.GetHashCode() ?? 0;
                public override string ToString() => _value;
            }

            """;
    }
}
