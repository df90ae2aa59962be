using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.Shared;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Cli.Runbooks;

/// <summary>
/// What placeholders stand for: the run's own values and what steps captured, by name; a captured name may have several values. What was
/// captured for one slice stands under <c>name@slice</c>.
/// </summary>
public sealed record RunValues(ImmutableSortedDictionary<string, ImmutableArray<string>> ByName)
{
    /// <summary>The values of one run.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="shards">How many shards it has.</param>
    /// <param name="slices">How many tasks share them.</param>
    /// <param name="round">The round, from 0.</param>
    public static RunValues For(string job, int shards, int slices, int round = 0) =>
        new RunValues(ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal))
            .With("job", job).With("round", round).With("list", List(new(JobId.Parse(job)), round))
            .With("shards", shards).With("slices", slices).With("attempt", 1).With("batch", (shards + Math.Max(slices, 1) - 1) / Math.Max(slices, 1));

    /// <summary>How many tasks the run has.</summary>
    public int Slices => ByName.TryGetValue("slices", out var values) ? int.Parse(values[0], CultureInfo.InvariantCulture) : 0;

    /// <summary>The slices that a step repeated per slice runs for; null: all of them.</summary>
    public ImmutableArray<int>? ChosenSlices { get; init; }

    /// <summary>The slice that these values are for; null outside of a step repeated per slice.</summary>
    public int? Slice { get; private init; }

    /// <summary>The values of a name, those of slices first, as far as these are for them; none where the name is unknown.</summary>
    public ImmutableArray<string> Of(string name) => [.. OfSlices(name), .. ByName.GetValueOrDefault(name, [])];

    /// <summary>What was captured under a name for one slice, oldest first.</summary>
    public ImmutableArray<string> Of(string name, int slice) => ByName.GetValueOrDefault(For(name, slice), []);

    /// <summary>The values of one slice.</summary>
    public RunValues ForSlice(int slice) => With("slice", slice) with { Slice = slice };

    public RunValues With(string name, string value) => this with { ByName = ByName.SetItem(name, [value]) };

    public RunValues With(string name, int value) => With(name, Text(value));

    /// <summary>Adds what a command captured, for its slice where it was for one.</summary>
    public RunValues Capturing(string name, IEnumerable<string> values, int? slice) => Adding(slice is { } one ? For(name, one) : name, values);

    /// <summary>Adds values to a name; each value stands there once.</summary>
    public RunValues Adding(string name, IEnumerable<string> values) =>
        this with { ByName = ByName.SetItem(name, [.. ByName.GetValueOrDefault(name, []).Union(values)]) };

    public RunValues Without(IEnumerable<string> names) => this with { ByName = ByName.RemoveRange(names) };

    /// <summary>Whether a step applies to this run.</summary>
    public bool Meets(StepCondition condition) => condition switch
    {
        StepCondition.OneSlice => Slices == 1,
        StepCondition.ManySlices => Slices > 1,
        _ => true,
    };

    // Both documents hold their list as "shards".
    private static string List(JobLayout layout, int round) => round == 0 ? layout.Spec : layout.Round(round);

    private IEnumerable<string> OfSlices(string name) =>
        (Slice is { } one ? [one] : ChosenSlices ?? Enumerable.Range(0, Slices)).SelectMany(slice => Of(name, slice));

    private static string For(string name, int slice) => $"{name}@{Text(slice)}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
