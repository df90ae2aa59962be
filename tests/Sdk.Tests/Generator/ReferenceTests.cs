using System.Reflection;

namespace CloudStacks.Sdk.Tests.Generator;

/// <summary>The generated classes against lists of public members of the official .NET packages.</summary>
public class ReferenceTests
{
    [Fact]
    public void CloudRunJobIsMemberForMemberThatOfTheOfficialPackage() =>
        AssertSame("gcp-cloudrunv2-job", typeof(Pulumi.Gcp.CloudRunV2.Job).Assembly);

    [Fact]
    public void KubernetesJobIsMemberForMemberThatOfTheOfficialPackage() =>
        AssertSame("kubernetes-batch-v1-job", typeof(Pulumi.Kubernetes.Batch.V1.Job).Assembly);

    static void AssertSame(string list, Assembly assembly)
    {
        var expected = Lines($"{list}.txt").ToHashSet(StringComparer.Ordinal);
        var actual = TypesOf(expected).SelectMany(name => PublicSurface.Of(Existing(assembly, name)))
            .Where(line => !IsLeftOut(line))
            .ToHashSet(StringComparer.Ordinal);
        var differences = expected.Except(actual).Select(l => $"- {l}").Concat(actual.Except(expected).Select(l => $"+ {l}"));
        Assert.Equal(Text(Lines($"{list}.differences.txt")), Text(differences.Order(StringComparer.Ordinal)));
    }

    // One text, because xunit cuts the items of a list short when it shows a difference.
    static string Text(IEnumerable<string> lines) => string.Join("\n", lines);

    static IEnumerable<string> TypesOf(IEnumerable<string> lines) =>
        lines.Where(l => l.Contains(" [", StringComparison.Ordinal)).Select(l => l[..l.IndexOf(' ', StringComparison.Ordinal)]);

    static Type Existing(Assembly assembly, string name) =>
        assembly.GetType(name) ?? throw new InvalidOperationException($"{name} is in the reference list but was not generated");

    // The reference lists hold no line that mentions a class for looking up an existing resource (…GetArgs).
    static bool IsLeftOut(string line) => line.Contains("GetArgs", StringComparison.Ordinal);

    static IEnumerable<string> Lines(string file) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Generator", "TestData", file)).Where(l => l.Length > 0 && !l.StartsWith('#'));
}
