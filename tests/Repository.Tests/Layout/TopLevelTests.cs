using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Layout;

public sealed class TopLevelTests
{
    private static readonly string[] Expected =
    [
        "BannedSymbols.txt", "CloudStacks.sln", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "LICENSE", "Pulumi.yaml", "README.md",
        "bench", "cloudstacks", "docs", "global.json", "sdk", "stacks", "tests", "tools", "workloads",
    ];

    [Fact]
    public void HoldsWhatBelongsThere() =>
        Assert.Equal(Expected, WorkTree.Files.Select(file => file.Split('/')[0]).Where(entry => !entry.StartsWith('.')).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void SolutionHoldsEveryProject()
    {
        var solution = WorkTree.Read("CloudStacks.sln").Replace('\\', '/');
        Assert.All(WorkTree.FilesOf(".csproj"), project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }
}
