using CloudStacks.Catalog;
using CloudStacks.Repository.Tests.Support;
using CloudStacks.Stacks;

namespace CloudStacks.Repository.Tests.Layout;

public sealed class StackFolderTests
{
    public static TheoryData<string> Programs => [.. Folders];

    private static IEnumerable<string> Folders => WorkTree.Files
        .Where(file => file.StartsWith("stacks/", StringComparison.Ordinal) && file.Count(c => c == '/') > 1)
        .Select(file => file.Split('/')[1]).Distinct().Where(folder => !folder.StartsWith("Shared", StringComparison.Ordinal) && folder != "side-by-side");

    [Fact]
    public void ProgramsAreThoseThatTheCatalogCallsWorking() =>
        Assert.Equal(Services.All.Where(service => service.Status == ServiceStatus.Working).Select(service => service.Id).Order(), Folders.Order());

    [Fact]
    public void SideBySideKnowsEveryProgram() => Assert.Equal(Folders.Order(), SideBySide.Programs.Keys.Order());

    [Fact]
    public void UmbrellaProjectDeploysSideBySide()
    {
        Assert.Contains("main: stacks/side-by-side", WorkTree.Read("Pulumi.yaml").Split('\n'));
        Assert.Single(WorkTree.Read("stacks/side-by-side/Program.cs"), c => c == ';');
    }

    [Theory, MemberData(nameof(Programs))]
    public void EveryProgramHasTheSameFiveFiles(string folder)
    {
        var name = string.Concat(folder.Split('-').Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
        Assert.Equal(
            new[] { $"{name}.cs", $"{name}.csproj", "Program.cs", "Pulumi.yaml", "README.md" }.Order(StringComparer.Ordinal),
            WorkTree.Files.Where(file => file.StartsWith($"stacks/{folder}/", StringComparison.Ordinal)).Select(file => file[$"stacks/{folder}/".Length..]).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Programs))]
    public void PulumiProjectIsCalledAsItsFolder(string folder) =>
        Assert.Contains($"name: {folder}", WorkTree.Read($"stacks/{folder}/Pulumi.yaml").Split('\n'));

    [Theory, MemberData(nameof(Programs))]
    public void ProgramIsOneStatement(string folder) =>
        Assert.Single(WorkTree.Read($"stacks/{folder}/Program.cs"), c => c == ';');

    [Fact]
    public void ProgramsDoNotAskWhereTheyRun() =>
        Assert.All(WorkTree.FilesOf(".cs").Where(file => file.StartsWith("stacks/", StringComparison.Ordinal)), file => Assert.DoesNotContain("local cloud", WorkTree.Read(file), StringComparison.OrdinalIgnoreCase));
}
