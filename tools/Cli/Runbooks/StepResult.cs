using System.Text.Json;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Runbooks;

/// <summary>One command that ran.</summary>
/// <param name="Step">The step it belongs to.</param>
/// <param name="Argv">The command with its placeholders filled.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Values">The run's values after it.</param>
public sealed record StepResult(RunbookStep Step, IReadOnlyList<string> Argv, string Output, RunValues Values)
{
    /// <summary>The slice that the command was for; null where the step does not repeat per slice.</summary>
    public int? Slice { get; init; }

    /// <summary>What stands where the step expects nothing, each entry as text.</summary>
    public IReadOnlyList<string> Unexpected => Step.MustBeEmpty is { } path ? [.. Read(path).SelectMany(Entries)] : [];

    /// <summary>The result itself. Throws <see cref="CliException"/> where there is something <see cref="Unexpected"/>.</summary>
    public StepResult Expected() => Unexpected is []
        ? this
        : throw new CliException($"'{Step.Name}': the service answered {string.Join("; ", Unexpected)}", $"look at {ShellText.Of(Argv)}");

    /// <summary>The entries of the output that mean that the job has failed for good, as the service wrote them.</summary>
    public bool SaysFailed => Matches(Step.FailsOn);

    /// <summary>Whether the output says that something has not ended yet.</summary>
    public bool SaysPending => Matches(Step.PendingOn);

    /// <summary>The values at a path of the output as later steps see them.</summary>
    public IEnumerable<string> Captured(string path) => Step.LastSegment ? Texts(path).Select(text => text[(text.LastIndexOf('/') + 1)..]) : Texts(path);

    /// <summary>The values at a path of the output, as text. Throws <see cref="CliException"/> where the output is not JSON.</summary>
    public IReadOnlyList<string> Texts(string path) =>
        [.. Read(path).Where(value => value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)).Select(value => value.ToString())];

    /// <summary>The values at a path of the output; none where there is no output. Throws <see cref="CliException"/> where it is not JSON.</summary>
    public IEnumerable<JsonElement> Read(string path) => Document() is { } root ? JsonPath.Select(root, path) : [];

    private bool Matches(JsonMatch? match) =>
        match is not null && Document() is { } root && JsonPath.Holds(root, match.Path, Placeholders.Fill(match.Values, Values), match.Differs);

    private JsonElement? Document()
    {
        if (string.IsNullOrWhiteSpace(Output))
        {
            return null;
        }
        try
        {
            return JsonElement.Parse(Output);
        }
        catch (JsonException exception)
        {
            throw new CliException($"'{Step.Name}' did not answer in JSON ({exception.Message}): {ShellText.Of(Argv)}");
        }
    }

    private static IEnumerable<string> Entries(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(entry => entry.ToString()),
        JsonValueKind.Null => [],
        JsonValueKind.String when element.ValueEquals("") => [],
        _ => [element.ToString()],
    };
}
