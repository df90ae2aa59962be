using CloudStacks.LocalCloud.Models.DockerBuild;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>The rules and examples of https://docs.docker.com/build/concepts/context/#syntax.</summary>
public sealed class DockerIgnoreTests
{
    [Theory]
    [InlineData("*/temp*", "somedir/temporary.txt", true)]
    [InlineData("*/temp*", "somedir/temp/file", true)]
    [InlineData("*/temp*", "temporary.txt", false)]
    [InlineData("*/*/temp*", "somedir/subdir/temporary.txt", true)]
    [InlineData("temp?", "tempa", true)]
    [InlineData("temp?", "temp", false)]
    [InlineData("**/*.go", "a/b/c.go", true)]
    [InlineData("**/*.go", "c.go", true)]
    [InlineData("/foo/bar", "foo/bar", true)]
    [InlineData("foo/bar/", "foo/bar/x", true)]
    [InlineData("*.md\n!README.md", "README.md", false)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("*.md\nREADME-secret.md\n!README*.md", "README-secret.md", false)]
    [InlineData("# *.md", "x.md", false)]
    [InlineData("*\n!src", "src/a.cs", false)]
    [InlineData("*\n!src\n**/bin", "src/bin/a.dll", true)]
    [InlineData("a.b", "axb", false)]
    public void LastMatchDecides(string rules, string path, bool excluded) =>
        Assert.Equal(excluded, DockerIgnore.Parse(rules.Split('\n')).Excludes(path));

    [Theory]
    [InlineData("*\n!src/deep", "src", true)]
    [InlineData("*\n!src/deep", "artifacts", false)]
    [InlineData("*\n!**/*.cs", "anything", true)]
    public void FoldersWithoutExceptionsAreNotLookedInto(string rules, string folder, bool looked) =>
        Assert.Equal(looked, DockerIgnore.Parse(rules.Split('\n')).MayAdmitBelow(folder));
}
