using System.Xml.Linq;
using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Layout;

/// <summary>Dependencies point one way.</summary>
public sealed class DependencyTests
{
    /// <summary>What each part may refer to; the first row that fits a project holds.</summary>
    private static readonly (string Part, string[] Uses)[] Rules =
    [
        ("sdk/Generator", []),
        ("sdk/", ["sdk/"]),
        ("workloads/FatigueScreening", []),
        ("workloads/Worker", ["workloads/FatigueScreening"]),
        ("workloads/CloudFunction", ["workloads/Worker/"]),
        ("stacks/Shared.", ["stacks/Shared/", "sdk/"]),
        ("stacks/Shared/", ["sdk/"]),
        ("stacks/side-by-side", ["stacks/", "sdk/"]),
        ("stacks/", ["stacks/Shared", "sdk/"]),
        ("tools/Catalog", []),
        ("tools/LocalCloud", ["stacks/Shared/", "workloads/Worker/", "sdk/"]),
        ("tools/Cli", ["tools/Catalog", "tools/LocalCloud", "stacks/"]),
        ("bench/", ["workloads/", "tools/"]),
        ("tests/", ["sdk/", "stacks/", "tools/", "workloads/"]),
    ];

    public static TheoryData<string> Projects => [.. WorkTree.FilesOf(".csproj")];

    [Theory, MemberData(nameof(Projects))]
    public void ProjectsReferOnlyToWhatLiesBelowThem(string project)
    {
        var (_, uses) = Rules.First(rule => project.StartsWith(rule.Part, StringComparison.Ordinal));
        Assert.All(References(project), reference => Assert.Contains(uses, part => reference.StartsWith(part, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> References(string project)
    {
        var document = XDocument.Load(WorkTree.Full(project));
        var own = document.Descendants("ProjectReference").Select(reference => Path.GetRelativePath(WorkTree.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(WorkTree.Full(project))!, (string)reference.Attribute("Include")!))));
        return own.Concat(document.Descendants("PulumiPackage").Select(package => $"sdk/{(string)package.Attribute("Include")!}/"));
    }
}
