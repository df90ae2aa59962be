using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CloudStacks.Shared;

/// <summary>
/// How a deployed stack is used: the official CLI's own commands as data. The stack's output <c>runbook</c> holds it;
/// <c>cloudstacks run</c> executes it in the real cloud through the CLIs and locally through the service that answers them.
/// </summary>
/// <param name="Store">The job store as the worker writes it, such as <c>s3://bucket</c>.</param>
/// <param name="Environment">Settings that the CLIs read from the environment, such as <c>AWS_REGION</c>; never a secret.</param>
/// <param name="ReduceStep">Whether the service runs the reduce itself; otherwise the last finisher does.</param>
/// <param name="Tickets">Where one ticket object per shard starts the work, such as <c>s3://bucket</c>; null where commands start it.</param>
/// <param name="MaxSlices">The most tasks that one run may have; shards beyond it share tasks.</param>
public sealed record Runbook(
    string Store,
    ImmutableSortedDictionary<string, string> Environment,
    bool ReduceStep,
    string? Tickets,
    int MaxSlices)
{
    /// <summary>Whether tasks may run a command of the user's own. A package of code holds the worker alone, and no interpreter.</summary>
    public bool TaskCommands { get; init; } = true;

    /// <summary>Uploads code after <c>up</c>, where the service takes code that way.</summary>
    public ImmutableArray<RunbookStep> Publish { get; init; } = [];

    /// <summary>Starts the tasks of one job.</summary>
    public ImmutableArray<RunbookStep> Submit { get; init; } = [];

    /// <summary>Asks the service how far the job is; run again and again.</summary>
    public ImmutableArray<RunbookStep> Watch { get; init; } = [];

    /// <summary>How slices are tried again; null where the service does that itself.</summary>
    public Relaunch? Relaunch { get; init; }

    /// <summary>Prints what the tasks wrote.</summary>
    public ImmutableArray<RunbookStep> Logs { get; init; } = [];

    /// <summary>Fetches <c>{report}</c> (<c>report.json</c> or <c>report.csv</c>) to <c>{file}</c>.</summary>
    public ImmutableArray<RunbookStep> Report { get; init; } = [];

    /// <summary>Stops everything that still runs, before <c>down</c>.</summary>
    public ImmutableArray<RunbookStep> Cancel { get; init; } = [];

    /// <summary>Lists what might be left after <c>down</c>.</summary>
    public ImmutableArray<RunbookStep> Leftovers { get; init; } = [];

    /// <summary>What the service keeps by itself after <c>down</c>, with reason and price: not a leftover.</summary>
    public ImmutableArray<Residue> Residue { get; init; } = [];

    /// <summary>The JSON of the stack output.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunbookJson.Options);

    /// <summary>Reads the stack output. Throws <see cref="JsonException"/> where it is not a runbook.</summary>
    public static Runbook FromJson(string json) =>
        JsonSerializer.Deserialize<Runbook>(json, RunbookJson.Options) ?? throw new JsonException("the runbook is null");
}

/// <summary>
/// One command of an official CLI. Placeholders in braces are replaced before it runs: <c>{job} {round} {shards} {slice} {slices}
/// {attempt} {offset} {count} {file}</c>, <c>{list}</c> (the key of the object that lists the round's shards), <c>{batch}</c> (shards per slice,
/// rounded up), and whatever earlier steps captured.
/// </summary>
/// <param name="Name">What the step does, in a few words.</param>
/// <param name="Argv">Program and arguments, one each; no shell is involved.</param>
public sealed record RunbookStep(string Name, ImmutableArray<string> Argv)
{
    /// <summary>How often the step runs.</summary>
    public Repeat Repeat { get; init; } = Repeat.Once;

    /// <summary>The page size for <see cref="Repeat.PerPage"/> (slices a call) and <see cref="Repeat.PerPageOfValues"/> (values a call).</summary>
    public int PageSize { get; init; }

    /// <summary>When the step applies.</summary>
    public StepCondition When { get; init; } = StepCondition.Always;

    /// <summary>A JSON path (RFC 9535: names, indexes and <c>[*]</c>) in the output that must be absent or empty, such as <c>$.failures</c>.</summary>
    public string? MustBeEmpty { get; init; }

    /// <summary>Output after which the job has failed for good, whatever marks it left.</summary>
    public JsonMatch? FailsOn { get; init; }

    /// <summary>Output after which what was cancelled has not ended yet, so that <see cref="Runbook.Cancel"/> is repeated.</summary>
    public JsonMatch? PendingOn { get; init; }

    /// <summary>Whether what the step stops has stopped when it returns; otherwise <see cref="Runbook.Cancel"/> is repeated until there is nothing more to stop.</summary>
    public bool AtOnce { get; init; }

    /// <summary>Values taken from JSON output for later steps: placeholder name to JSON path; a path with <c>[*]</c> may take several. Steps
    /// of one phase that capture the same name add to it; what a step captures for a slice is seen for that slice only.</summary>
    public ImmutableSortedDictionary<string, string> Captures { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether captured values are long names, such as ARNs, of which what follows the last slash is kept.</summary>
    public bool LastSegment { get; init; }

    /// <summary>Where the lines for a person stand in JSON output, such as <c>$.events[*].message</c>; null: all of the output is for people.</summary>
    public string? Lines { get; init; }

    /// <summary>Texts on standard error after which the step is tried again, with growing pauses.</summary>
    public ImmutableArray<string> RetryOn { get; init; } = [];

    /// <summary>Texts on standard error that mean there is nothing (left) to do.</summary>
    public ImmutableArray<string> DoneOn { get; init; } = [];
}

/// <summary>Holds when one of the values at a JSON path equals one of some texts, in which placeholders are replaced.</summary>
public sealed record JsonMatch(string Path, params ImmutableArray<string> Values)
{
    /// <summary>Holds when one of the values equals none of the texts instead.</summary>
    public bool Differs { get; init; }
}

/// <summary>How often a step runs.</summary>
public enum Repeat
{
    Once,
    PerSlice,
    PerPage,
    /// <summary>Once for every value of the one captured placeholder that it names; not at all where there is none.</summary>
    PerValue,
    /// <summary>Once for every page of values of the one captured placeholder that it names, which stands as an argument of its own.</summary>
    PerPageOfValues,
}

/// <summary>When a step applies: services without an array of one start a plain job for a single slice.</summary>
public enum StepCondition { Always, OneSlice, ManySlices }

/// <summary>
/// How whoever watches a job tries slices again on a service that never does so itself: it repeats the submit steps, with the next
/// <c>{attempt}</c>, for those slices whose latest task could not be started or ended with an exit code that is worth it.
/// </summary>
/// <param name="Retries">How often a slice is tried again.</param>
/// <param name="Task">The placeholder under which the submit steps capture a slice's task.</param>
/// <param name="Tasks">Where the tasks stand in what the watch steps answer, such as <c>$.tasks[*]</c>.</param>
/// <param name="Id">Within a task, its id or a long name that ends in it.</param>
/// <param name="Ended">Within a task, what says that it has ended.</param>
/// <param name="ExitCode">Within a task that has ended, its exit code; nothing there means that its program never ran.</param>
/// <param name="Reasons">Within a task, why it ended, for people.</param>
public sealed record Relaunch(int Retries, string Task, string Tasks, string Id, JsonMatch Ended, string ExitCode, ImmutableArray<string> Reasons);

/// <summary>Something that a service keeps after a stack is gone.</summary>
/// <param name="What">The thing, in the service's words.</param>
/// <param name="Why">Why it stays.</param>
/// <param name="Price">What it costs, such as <c>free</c>.</param>
/// <param name="Source">Where that is documented.</param>
public sealed record Residue(string What, string Why, string Price, string Source)
{
    /// <summary>Text by which it is known in what <see cref="Runbook.Leftovers"/> lists, such as <c>:job-definition/</c>; null where it is not listed.</summary>
    public string? ListedAs { get; init; }
}

internal static class RunbookJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };
}
