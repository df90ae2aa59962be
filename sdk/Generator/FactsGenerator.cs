using CloudStacks.Generator.Emitter;
using CloudStacks.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CloudStacks.Generator;

/// <summary>Writes the classes of a resource package from its facts.json, an additional file of the project.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FactsGenerator : IIncrementalGenerator
{
    /// <summary>The step whose result is kept while the text of the facts stays the same.</summary>
    public const string FactsStep = "Facts";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var facts = context.AdditionalTextsProvider
            .Where(static file => Path.GetFileName(file.Path) == "facts.json")
            .Select(static (file, cancellation) => (file.Path, Json: file.GetText(cancellation)?.ToString() ?? ""))
            .WithTrackingName(FactsStep);
        context.RegisterSourceOutput(facts, static (output, file) => Generate(output, file.Path, file.Json));
    }

    static void Generate(SourceProductionContext output, string path, string json)
    {
        try
        {
            var facts = FactsReader.Read(json);
            FactsCheck.Check(facts);
            foreach (var (hintName, source) in PackageEmitter.Emit(facts))
                output.AddSource(hintName, source);
        }
        catch (FactsException error)
        {
            var start = new LinePosition(error.Line, 0);
            var location = Location.Create(path, default, new LinePositionSpan(start, start));
            output.ReportDiagnostic(Diagnostic.Create(error.Descriptor, location, error.Place, error.Detail));
        }
    }
}
