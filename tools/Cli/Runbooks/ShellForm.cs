using System.Text;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Runbooks;

/// <summary>A runbook as commands that a person can paste into a shell; captures go through <c>jq</c>.</summary>
public static class ShellForm
{
    private static readonly (string Name, string Value)[] Example =
        [("job", "my-job"), ("round", "0"), ("slices", "10"), ("attempt", "1"), ("shards", "10"), ("batch", "1"), ("list", "jobs/$job/job.json"), ("report", "report.json"), ("file", "report.json")];

    /// <summary>The whole runbook: variables to set first, then each phase as a function.</summary>
    public static string Of(Runbook runbook)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in runbook.Environment)
        {
            Line(text, $"export {name}={ShellText.Quote(value)}");
        }
        Line(text, string.Join(' ', Example.Where(value => Uses(runbook, value.Name)).Select(value => $"{value.Name}={value.Value}")));
        Phase(text, "publish", runbook.Publish);
        Phase(text, "submit", runbook.Submit);
        Phase(text, "watch", runbook.Watch);
        Phase(text, "logs", runbook.Logs);
        Phase(text, "report", runbook.Report);
        Phase(text, "cancel", runbook.Cancel);
        Phase(text, "leftovers", runbook.Leftovers);
        return text.ToString();
    }

    // Loops over slices use their number, whatever the arguments name.
    private static bool Uses(Runbook runbook, string name) =>
        name is "job" or "slices" || new[] { runbook.Publish, runbook.Submit, runbook.Watch, runbook.Logs, runbook.Report, runbook.Cancel, runbook.Leftovers }
            .Any(phase => phase.Any(step => Placeholders.In(step.Argv).Contains(name)));

    private static void Phase(StringBuilder text, string name, IReadOnlyList<RunbookStep> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }
        Line(text, $"{name}() {{");
        foreach (var captured in steps.SelectMany(step => step.Captures.Keys).Distinct())
        {
            Line(text, $"  {captured}=");
        }
        foreach (var step in steps)
        {
            Line(text, $"  # {step.Name}");
            Line(text, $"  {Guarded(step, Repeated(step, Captured(step, string.Join(' ', step.Argv.Select(argument => Argument(step, argument))))))}");
        }
        Line(text, "}");
    }

    // A page of values stands in one variable, which the shell takes apart again.
    private static string Argument(RunbookStep step, string argument) =>
        step.Repeat == Repeat.PerPageOfValues && argument == $"{{{Placeholders.Varying(step)}}}" ? $"${Placeholders.Varying(step)}" : ShellText.QuoteWithVariables(argument);

    private static string Captured(RunbookStep step, string command) => step.Captures.Count == 0
        ? command
        : $"output=$({command}); {string.Join("; ", step.Captures.Select(capture => Append(capture.Key, JqFilter(capture.Value, step.LastSegment))))}";

    /// <summary>Adds what a path selects to a variable, values apart by white space.</summary>
    private static string Append(string name, string filter) =>
        $"{name}=\"${{{name}:+${name} }}$(printf %s \"$output\" | jq -r {ShellText.Quote(filter)})\"";

    private static string Repeated(RunbookStep step, string command) => step.Repeat switch
    {
        Repeat.PerSlice => $"for slice in $(seq 0 $((slices - 1))); do {command}; done",
        Repeat.PerPage => $"for offset in $(seq 0 {step.PageSize} $((slices - 1))); do count=$((slices - offset < {step.PageSize} ? slices - offset : {step.PageSize})); {command}; done",
        Repeat.PerValue => $"for {Placeholders.Varying(step)} in ${Placeholders.Varying(step)}; do {command}; done",
        Repeat.PerPageOfValues when Placeholders.Varying(step) is var name => $"if [ -n \"${name}\" ]; then echo ${name} | xargs -n {step.PageSize} | while read -r {name}; do {command}; done; fi",
        _ => command,
    };

    private static string Guarded(RunbookStep step, string command) => step.When switch
    {
        StepCondition.OneSlice => $"if [ \"$slices\" -eq 1 ]; then {command}; fi",
        StepCondition.ManySlices => $"if [ \"$slices\" -gt 1 ]; then {command}; fi",
        _ => command,
    };

    /// <summary>JSONPath names and indexes are jq's own; only the root and the wildcard are written differently.</summary>
    private static string JqFilter(string path, bool lastSegment)
    {
        var filter = $".{path[1..].TrimStart('.').Replace("[*]", "[]?", StringComparison.Ordinal)} // empty";
        return lastSegment ? $"({filter}) | split(\"/\") | last" : filter;
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
