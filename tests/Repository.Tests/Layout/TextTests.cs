using System.Text.RegularExpressions;
using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Layout;

public sealed partial class TextTests
{
    private static readonly string[] Code = [".cs", ".csproj", ".props", ".targets"];

    private static readonly string[] Binary = [".gz", ".zip", ".png"];

    private static IEnumerable<(string File, string Text)> Texts =>
        WorkTree.Files.Where(file => !Binary.Contains(Path.GetExtension(file))).Select(file => (file, WorkTree.Read(file)));

    [Fact]
    public void LinesEndInLf() => Assert.Empty(Texts.Where(text => text.Text.Contains('\r')).Select(text => text.File));

    [Fact]
    public void NothingNamesAPlaceOnOneMachine() =>
        Assert.Empty(Texts.SelectMany(text => MachinePath().Matches(text.Text).Select(match => $"{text.File}: {match.Value}")));

    [Fact]
    public void NothingNamesAPackageRegistry() =>
        Assert.Empty(Texts.SelectMany(text => RegistryHost().Matches(text.Text).Select(match => $"{text.File}: {match.Value}")));

    /// <summary>The reason is a comment on the line above, or behind a pragma.</summary>
    [Fact]
    public void EverySuppressedWarningHasItsReason()
    {
        var unexplained = new List<string>();
        foreach (var (file, text) in Texts.Where(text => Code.Contains(Path.GetExtension(text.File))))
        {
            var lines = text.Split('\n');
            unexplained.AddRange(lines.Index().Where(line => Suppression().IsMatch(line.Item) && !IsComment(lines[line.Index - 1])).Select(line => $"{file}: {line.Item.Trim()}"));
        }
        Assert.Empty(unexplained);
    }

    private static bool IsComment(string line) => line.TrimEnd().EndsWith("-->", StringComparison.Ordinal) || line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=^|[\s""'=(])(?:/(?:home|Users|root)/|[A-Z]:\\)\w[^\s""')]*", RegexOptions.Multiline)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"(?:api\.nuget|registry\.npmjs|registry\.yarnpkg|files\.pythonhosted|proxy\.golang)\.(?:org|com)\b|pypi\.org/simple")]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"<(?:NoWarn|WarningsNotAsErrors)>|^\s*#pragma warning disable [\w, ]*$")]
    private static partial Regex Suppression();
}
