namespace CloudStacks.Sdk.Tests.Generator;

public class EmissionTests
{
    const string EveryKind = """
        "text": "string", "whole": "int?", "number": "double?", "truth": "bool", "thing": "any?", "json": "json?",
        "file": "asset?", "archive": "archive?", "either": "assetOrArchive?", "list": "[string]", "map": "{int}?", "deep": "[{[string]}]?",
        "rule": "#Web.Rule", "rules": "{#Web.Rule}?", "mode": "%Web.Mode?", "level": "%Web.Level?", "name": "string|%Web.Mode?",
        "port": "int|string?", "many": "string|int|bool?", "modes": "[string|%Web.Mode]?", "class": "string?",
        "token": { "type": "string?", "secret": true }, "tokens": { "type": "[string]?", "secret": true },
        "region": { "type": "string?", "env": ["DEMO_REGION", "DEMO_ZONE"] },
        "retries": { "type": "int?", "env": ["DEMO_RETRIES"], "default": -1 },
        "ratio": { "type": "double?", "default": 0.5 }, "fast": { "type": "%Web.Mode?", "default": "fast" },
        "quoted": { "type": "string?", "default": "a \"b\"\n" }, "kind": { "type": "string?", "const": "Site" }
        """;

    const string Types = """ "Web.Rule": { "in": { "path": "string" }, "out": { "path": "string?" } } """;
    const string Enums = """ "Web.Mode": { "Fast": "fast", "Slow": "slow" }, "Web.Level": { "Low": 1, "High": 2 } """;

    [Theory]
    [InlineData("plain")]
    [InlineData("terraform")]
    public void EveryKindOfFactCompilesWithoutAWarning(string style)
    {
        var outputs = EveryKind.Replace("\"const\"", "\"default\"", StringComparison.Ordinal);
        Assert.Empty(Compilations.Compile(Compilations.Facts(EveryKind, Types, Enums, outputs, style)));
    }

    [Theory]
    [InlineData("\"size\": \"int\"", "public global::Pulumi.Input<int> Size { get; set; } = default!;")]
    [InlineData("\"size\": \"int\"", "[global::Pulumi.Input(\"size\", required: true)]")]
    [InlineData("\"size\": \"int?\"", "public global::Pulumi.Input<int>? Size { get; set; }")]
    [InlineData("\"size\": { \"type\": \"int?\", \"name\": \"SizeValue\" }", "public global::Pulumi.Input<int>? SizeValue { get; set; }")]
    [InlineData("\"size\": \"[string|%Web.Mode]\"", "private global::Pulumi.InputList<global::Pulumi.Union<string, global::Pulumi.Demo.Web.Mode>>? _size;")]
    [InlineData("\"size\": \"int|string?\"", "public global::Pulumi.InputUnion<int, string>? Size { get; set; }")]
    [InlineData("\"size\": { \"type\": \"string?\", \"env\": [\"A\", \"B\"] }", "Size = global::Pulumi.Demo.Utilities.GetEnv(\"A\", \"B\")!;")]
    [InlineData("\"size\": { \"type\": \"string?\", \"env\": [\"A\"], \"default\": \"x\" }", "Size = global::Pulumi.Demo.Utilities.GetEnv(\"A\") ?? \"x\";")]
    public void AFactIsLaidOutAsTheOfficialPackagesDo(string inputs, string line)
    {
        var source = string.Concat(Compilations.Run(Compilations.Facts(inputs, enums: Enums)).GeneratedTrees);
        Assert.Contains(line, source, StringComparison.Ordinal);
    }
}
