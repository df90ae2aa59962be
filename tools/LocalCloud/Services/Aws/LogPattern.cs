namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>
/// A filter pattern of CloudWatch Logs for lines of text, as far as terms go: each must occur, with a minus must not
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). Everything else is refused.
/// </summary>
internal sealed class LogPattern
{
    private readonly string[] _wanted;
    private readonly string[] _unwanted;

    /// <summary>Throws <see cref="AwsUsageException"/> naming a term that is more than a word.</summary>
    public LogPattern(string pattern)
    {
        var terms = pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (terms.FirstOrDefault(term => !term.TrimStart('-').All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || term.Trim('-').Length == 0) is { } other)
        {
            throw new AwsUsageException($"logs filter-log-events: --filter-pattern: '{other}': the local cloud models words, with a minus for those to leave out");
        }
        _wanted = [.. terms.Where(term => term[0] != '-')];
        _unwanted = [.. terms.Where(term => term[0] == '-').Select(term => term[1..])];
    }

    public bool Matches(string line) =>
        _wanted.All(term => line.Contains(term, StringComparison.Ordinal)) && !_unwanted.Any(term => line.Contains(term, StringComparison.Ordinal));
}
