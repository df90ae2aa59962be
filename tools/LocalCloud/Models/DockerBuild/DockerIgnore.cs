using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Models.DockerBuild;

/// <summary>
/// The rules of a .dockerignore file: the last pattern that matches a path, or a folder above it, decides
/// (https://docs.docker.com/build/concepts/context/#dockerignore-files).
/// </summary>
internal sealed class DockerIgnore
{
    private readonly ImmutableArray<Rule> rules;

    private DockerIgnore(ImmutableArray<Rule> rules) => this.rules = rules;

    public static DockerIgnore Parse(IEnumerable<string> lines) =>
        new([.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Rule.Parse)]);

    public bool Excludes(string path) => rules.LastOrDefault(rule => rule.Pattern.IsMatch(path)) is { Admits: false };

    /// <summary>Whether a folder need be looked into: it is admitted, or an exception may name something below it.</summary>
    public bool MayAdmitBelow(string folder) =>
        !Excludes(folder) || rules.Any(rule => rule.Admits && (rule.Literal.Length == 0 || Overlap(rule.Literal, folder + "/")));

    private static bool Overlap(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    /// <param name="Admits">Whether it is an exception (<c>!</c>).</param>
    /// <param name="Literal">What stands before the first wildcard.</param>
    /// <param name="Pattern">Matches the paths that it names and everything below.</param>
    private sealed record Rule(bool Admits, string Literal, Regex Pattern)
    {
        public static Rule Parse(string line)
        {
            var admits = line[0] == '!';
            var pattern = (admits ? line[1..] : line).Trim().Trim('/');
            var wildcard = pattern.IndexOfAny(['*', '?', '[', '\\']);
            return new(admits, wildcard < 0 ? pattern + "/" : pattern[..wildcard], new Regex(ToRegex(pattern), RegexOptions.CultureInvariant));
        }

        private static string ToRegex(string pattern)
        {
            var regex = new StringBuilder(@"\A");
            for (var i = 0; i < pattern.Length; i++)
            {
                if (pattern.AsSpan(i).StartsWith("**/"))
                {
                    regex.Append("(?:.*/)?");
                    i += 2;
                }
                else if (pattern.AsSpan(i).StartsWith("**"))
                {
                    regex.Append(".*");
                    i++;
                }
                else
                {
                    regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", '[' or ']' => pattern[i].ToString(), _ => Regex.Escape(pattern[i].ToString()) });
                }
            }
            return regex.Append(@"(?:/.*)?\z").ToString();
        }
    }
}
