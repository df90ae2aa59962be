using CloudStacks.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CloudStacks.Sdk.Tests.Generator;

public class IncrementalTests
{
    static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public void AnEditOfTheProgramGeneratesNothingAnew()
    {
        var compilation = Compilations.Empty();
        var driver = Compilations.Driver(new FactsText(Compilations.Facts())).RunGenerators(compilation, Cancellation);
        var edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Program;", cancellationToken: Cancellation));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(driver.RunGenerators(edited, Cancellation)));
    }

    [Fact]
    public void AFactsFileThatIsWrittenAnewWithTheSameTextGeneratesNothingAnew()
    {
        var before = new FactsText(Compilations.Facts());
        var driver = Compilations.Driver(before).RunGenerators(Compilations.Empty(), Cancellation);
        var after = driver.ReplaceAdditionalText(before, new FactsText(Compilations.Facts())).RunGenerators(Compilations.Empty(), Cancellation);
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(after));
        var outputs = after.GetRunResult().Results.Single().TrackedOutputSteps.Values.SelectMany(s => s).SelectMany(s => s.Outputs);
        Assert.All(outputs, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void AChangedFactIsGeneratedAnew()
    {
        var before = new FactsText(Compilations.Facts());
        var driver = Compilations.Driver(before).RunGenerators(Compilations.Empty(), Cancellation);
        var after = driver.ReplaceAdditionalText(before, new FactsText(Compilations.Facts("\"size\": \"int\""))).RunGenerators(Compilations.Empty(), Cancellation);
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(after));
        Assert.Contains(after.GetRunResult().GeneratedTrees, tree => tree.ToString().Contains("Input<int> Size", StringComparison.Ordinal));
    }

    static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().TrackedSteps[FactsGenerator.FactsStep].SelectMany(s => s.Outputs).Select(o => o.Reason);
}
