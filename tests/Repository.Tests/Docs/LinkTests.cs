using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Docs;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. WorkTree.FilesOf(".md")];

    [Theory, MemberData(nameof(Pages))]
    public void EveryLinkToAnOwnPageLeadsSomewhere(string page) =>
        Assert.All(Markdown.Links(WorkTree.Read(page)).Where(link => !link.Contains("://", StringComparison.Ordinal)), link => Assert.True(Leads(page, link), $"{page}: the link {link} leads nowhere"));

    [Fact]
    public void WebLinksAreEncrypted() =>
        Assert.All(WorkTree.FilesOf(".md"), page => Assert.DoesNotContain("](http://", WorkTree.Read(page), StringComparison.Ordinal));

    private static bool Leads(string page, string link)
    {
        var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var target = path.Length == 0 ? WorkTree.Full(page) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(WorkTree.Full(page))!, path));
        return Path.Exists(target) && (anchor is null || Markdown.Anchors(File.ReadAllText(target)).Contains(anchor));
    }
}
