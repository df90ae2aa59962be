using System.Text.RegularExpressions;

namespace CloudStacks.Worker.Jobs;

/// <summary>A job's id: <c>[a-z][a-z0-9-]{0,39}</c>, so that it fits every service's names.</summary>
public readonly partial record struct JobId
{
    JobId(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="UsageException">The text is not an id.</exception>
    public static JobId Parse(string text) =>
        Form().IsMatch(text) ? new JobId(text) : throw new UsageException($"job id '{text}': expected 1 to 40 of a-z, 0-9 and -, starting with a letter");

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex Form();
}
