using System.Text.RegularExpressions;

namespace CloudStacks.Repository.Tests.Support;

/// <summary>A heading and the text up to the next one.</summary>
internal sealed record Section(string Heading, string Body)
{
    /// <summary>The heading without its marks.</summary>
    public string Title => Heading.TrimStart('#', ' ');
}

/// <summary>As much of Markdown as our pages use.</summary>
internal static partial class Markdown
{
    public static IReadOnlyList<Section> Sections(string text)
    {
        var parts = HeadingLine().Split(CodeFence().Replace(text, ""));
        return [.. Enumerable.Range(0, parts.Length / 2).Select(i => new Section(parts[(2 * i) + 1], parts[(2 * i) + 2]))];
    }

    /// <summary>The text that a person reads: no comments, generated blocks, code marks or link targets.</summary>
    public static string Prose(string body) => LinkTarget().Replace(Comment().Replace(Generated().Replace(body, ""), ""), "$1");

    public static int Words(string body) => Prose(body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    public static IEnumerable<string> Sentences(string body) =>
        SentenceEnd().Split(Prose(body)).Select(sentence => Spaces().Replace(sentence, " ").Trim()).Where(sentence => sentence.Length > 0);

    public static IEnumerable<string> Links(string text) => LinkTarget().Matches(InlineCode().Replace(CodeFence().Replace(text, ""), "")).Select(match => match.Groups[2].Value);

    /// <summary>What a link may point to within a page: each heading as GitHub writes its anchor, and the ids set by hand.</summary>
    public static IEnumerable<string> Anchors(string text) =>
        Sections(text).Select(section => Slug(section.Title)).Concat(Id().Matches(text).Select(match => match.Groups[1].Value));

    private static string Slug(string title) => NotInSlug().Replace(title.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^(#{1,6} .+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeFence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\[([^\]]*)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex("<!-- generated: .*?<!-- /generated -->", RegexOptions.Singleline)]
    private static partial Regex Generated();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=[.!?])\s+|\n\s*\n")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"<a id=""([^""]+)""></a>")]
    private static partial Regex Id();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInSlug();
}
