using CloudStacks.Shared;

namespace CloudStacks.Cli.Runbooks;

/// <summary>One command of a step, and what its placeholders stood for.</summary>
internal sealed record Invocation(IReadOnlyList<string> Argv, RunValues Values);

/// <summary>The commands that one step stands for.</summary>
internal static class Invocations
{
    /// <summary>Fills the placeholders, as often as the step repeats.</summary>
    public static IEnumerable<Invocation> Of(RunbookStep step, RunValues values) => step.Repeat switch
    {
        Repeat.PerSlice => (values.ChosenSlices ?? [.. Enumerable.Range(0, values.Slices)]).Select(slice => Fill(step.Argv, values.ForSlice(slice))),
        Repeat.PerPage => Pages(step, values).Select(page => Fill(step.Argv, page)),
        Repeat.PerValue => OverValues(step, values, 1).Select(argv => Fill(argv, values)),
        Repeat.PerPageOfValues => OverValues(step, values, PageSize(step)).Select(argv => Fill(argv, values)),
        _ => [Fill(step.Argv, values)],
    };

    private static Invocation Fill(IEnumerable<string> argv, RunValues values) => new(Placeholders.Fill(argv, values), values);

    private static IEnumerable<RunValues> Pages(RunbookStep step, RunValues values)
    {
        var size = PageSize(step);
        for (var offset = 0; offset < values.Slices; offset += size)
        {
            yield return values.With("offset", offset).With("count", Math.Min(size, values.Slices - offset));
        }
    }

    private static int PageSize(RunbookStep step) => step.PageSize >= 1
        ? step.PageSize
        : throw new CliException($"the runbook's step '{step.Name}' repeats per page but has pageSize {step.PageSize}; expected 1 or more");

    // An argument that is nothing but the placeholder becomes one for each value.
    private static IEnumerable<string[]> OverValues(RunbookStep step, RunValues values, int size)
    {
        var varying = Placeholders.Varying(step);
        var placeholder = $"{{{varying}}}";
        return values.Of(varying).Chunk(size).Select(page => step.Argv
            .SelectMany(argument => argument == placeholder ? page : [argument.Replace(placeholder, page[0], StringComparison.Ordinal)]).ToArray());
    }
}
