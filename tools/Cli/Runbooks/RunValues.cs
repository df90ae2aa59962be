using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.Shared;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Cli.Runbooks;

/// <summary>What placeholders stand for: the run's own values and what steps captured, by name; a captured name may have several values.</summary>
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
            .With("shards", shards).With("slices", slices).With("batch", (shards + Math.Max(slices, 1) - 1) / Math.Max(slices, 1));

    /// <summary>How many tasks the run has.</summary>
    public int Slices => ByName.TryGetValue("slices", out var values) ? int.Parse(values[0], CultureInfo.InvariantCulture) : 0;

    /// <summary>The slices that a step repeated per slice runs for; null: all of them.</summary>
    public ImmutableArray<int>? ChosenSlices { get; init; }

    /// <summary>The values of a name; none where it is unknown.</summary>
    public ImmutableArray<string> Of(string name) => ByName.GetValueOrDefault(name, []);

    public RunValues With(string name, string value) => this with { ByName = ByName.SetItem(name, [value]) };

    public RunValues With(string name, int value) => With(name, Text(value));

    /// <summary>Adds values to a name; each value stands there once.</summary>
    public RunValues Adding(string name, IEnumerable<string> values) =>
        this with { ByName = ByName.SetItem(name, [.. Of(name).Union(values)]) };

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

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
