using System.Collections.Immutable;
using CloudStacks.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CloudStacks.Sdk.Tests.Generator;

/// <summary>Runs the generator as the compiler does.</summary>
static class Compilations
{
    /// <summary>A facts file with one resource, <c>demo:web/site:Site</c>, that has the given inputs, nested types and enums.</summary>
    public static string Facts(string inputs = "", string types = "", string enums = "", string outputs = "", string style = "plain") => $$"""
        { "package": "demo", "version": "1.2.3", "namespace": "Pulumi.Demo", "style": "{{style}}",
          "resources": { "demo:web/site:Site": { "name": "Web.Site", "inputs": { {{inputs}} }, "outputs": { {{outputs}} } } },
          "functions": {}, "types": { {{types}} }, "enums": { {{enums}} } }
        """;

    public static GeneratorDriver Driver(AdditionalText facts) => CSharpGeneratorDriver.Create(
        [new FactsGenerator().AsSourceGenerator()],
        [facts],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static Compilation Empty() => CSharpCompilation.Create(
        "Demo",
        references: References.Value,
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static GeneratorDriverRunResult Run(string facts) => Driver(new FactsText(facts)).RunGenerators(Empty()).GetRunResult();

    /// <summary>What the compiler has to say about the generated code.</summary>
    public static ImmutableArray<Diagnostic> Compile(string facts)
    {
        Driver(new FactsText(facts)).RunGeneratorsAndUpdateCompilation(Empty(), out var compilation, out var diagnostics);
        return [.. diagnostics, .. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
    }

    static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "Pulumi.dll"))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ]);
}

/// <summary>A facts.json in memory.</summary>
sealed class FactsText(string json) : AdditionalText
{
    public override string Path => "/demo/facts.json";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(json);
}
