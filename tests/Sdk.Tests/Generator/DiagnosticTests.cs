using System.Globalization;
using Microsoft.CodeAnalysis;

namespace CloudStacks.Sdk.Tests.Generator;

public class DiagnosticTests
{
    [Fact]
    public void BrokenJsonIsReportedAtItsLine()
    {
        var diagnostic = Single("{\n  \"package\": \"demo\",\n  oops\n}");
        Assert.Equal("CSGEN001", diagnostic.Id);
        Assert.Equal(2, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData("[]", "the file: expected one object")]
    [InlineData("{}", "the file: found no 'package', expected a text")]
    [InlineData("""{ "package": 1 }""", "the file › package: found a number, expected a text")]
    public void AMissingOrMisshapenFactIsReportedWithItsPlace(string facts, string message) => AssertReported("CSGEN002", message, facts);

    [Fact]
    public void AnUnknownStyleIsReportedWithTheKnownOnes() =>
        AssertReported("CSGEN002", "style: found 'fancy', expected plain, terraform or kubernetes", Compilations.Facts(style: "fancy"));

    [Theory]
    [InlineData("strng")]
    [InlineData("[string")]
    [InlineData("string||int")]
    [InlineData("?")]
    public void ATypeOutsideTheNotationIsReported(string type) => AssertReported(
        "CSGEN003",
        $"resources › demo:web/site:Site › inputs › size: found '{type}', expected for example 'string?', '[int]' or '#S3.BucketGrant'",
        Compilations.Facts($"\"size\": \"{type}\""));

    [Theory]
    [InlineData("[#Web.Rule]?", "type Web.Rule, which has no 'in' under 'types'")]
    [InlineData("{%Web.Mode}", "enum Web.Mode, which is not under 'enums'")]
    public void AReferenceThatLeadsNowhereIsReported(string type, string end) => AssertReported(
        "CSGEN004", $"resources › demo:web/site:Site › inputs › size: found a reference to the {end}", Compilations.Facts($"\"size\": \"{type}\""));

    [Fact]
    public void ANestedTypeThatIsNoInputIsReportedWhereItIsUsedAsOne() => AssertReported(
        "CSGEN004",
        "resources › demo:web/site:Site › inputs › rule: found a reference to the type Web.Rule, which has no 'in' under 'types'",
        Compilations.Facts("\"rule\": \"#Web.Rule\"", """ "Web.Rule": { "out": { "a": "int" } } """));

    [Fact]
    public void AMemberNamedAsItsClassIsReported() => AssertReported(
        "CSGEN005",
        "resources › demo:web/site:Site › outputs › site: found the member name Site, which is its class's own name; give it a name in csharp.json",
        Compilations.Facts(outputs: "\"site\": \"string\""));

    [Theory]
    [InlineData("$ref", "found '$ref', expected a C# identifier; give it a name in csharp.json")]
    [InlineData("2nd", "found '2nd', expected a C# identifier; give it a name in csharp.json")]
    public void ANameThatIsNoIdentifierIsReported(string name, string end) => AssertReported(
        "CSGEN005", $"resources › demo:web/site:Site › inputs › {name}: {end}", Compilations.Facts($"\"{name}\": \"string\""));

    [Fact]
    public void TwoMembersOfOneNameAreReported() => AssertReported(
        "CSGEN005",
        "resources › demo:web/site:Site › inputs › Size: found the member name Size twice; give one a name in csharp.json",
        Compilations.Facts("\"size\": \"string\", \"Size\": \"string\""));

    [Theory]
    [InlineData("int?", "\"many\"")]
    [InlineData("%Web.Mode?", "\"many\"")]
    [InlineData("bool?", "1")]
    public void ADefaultThatDoesNotFitItsTypeIsReported(string type, string value) => AssertReported(
        "CSGEN006",
        $"Web.Site › size: found '{value.Trim('"')}', which its type cannot take as a constant or default",
        Compilations.Facts($$"""  "size": { "type": "{{type}}", "default": {{value}} }  """, enums: """ "Web.Mode": { "Fast": "fast" } """));

    static void AssertReported(string id, string message, string facts)
    {
        var diagnostic = Single(facts);
        Assert.Equal((id, DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    static Diagnostic Single(string facts)
    {
        var result = Compilations.Run(facts);
        Assert.Empty(result.GeneratedTrees);
        return Assert.Single(result.Diagnostics);
    }
}
