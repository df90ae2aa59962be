using CloudStacks.Shared;

namespace CloudStacks.Cli.Runbooks;

/// <summary>The commands that one step stands for.</summary>
internal static class Invocations
{
    /// <summary>Fills the placeholders, as often as the step repeats.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(RunbookStep step, RunValues values) =>
        Repetitions(step, values).Select(repetition => Placeholders.Fill(step.Argv, repetition));

    private static IEnumerable<RunValues> Repetitions(RunbookStep step, RunValues values) => step.Repeat switch
    {
        Repeat.PerSlice => (values.ChosenSlices ?? [.. Enumerable.Range(0, values.Slices)]).Select(slice => values.With("slice", slice)),
        Repeat.PerPage => Pages(step, values),
        Repeat.PerValue => PerValue(step, values),
        _ => [values],
    };

    private static IEnumerable<RunValues> Pages(RunbookStep step, RunValues values)
    {
        if (step.PageSize < 1)
        {
            throw new CliException($"the runbook's step '{step.Name}' repeats per page but has pageSize {step.PageSize}; expected 1 or more");
        }
        for (var offset = 0; offset < values.Slices; offset += step.PageSize)
        {
            yield return values.With("offset", offset).With("count", Math.Min(step.PageSize, values.Slices - offset));
        }
    }

    private static IEnumerable<RunValues> PerValue(RunbookStep step, RunValues values)
    {
        var varying = Placeholders.Varying(step);
        return values.Of(varying).Select(value => values.With(varying, value));
    }
}
