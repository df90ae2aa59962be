using System.Collections.Immutable;
using CloudStacks.Cli.Options;
using CloudStacks.FatigueScreening;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.Worker.Commands;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Cli.Runs;

/// <summary>A job that a person asks for.</summary>
/// <param name="Job">Its id.</param>
/// <param name="Screening">The settings of the fatigue screening.</param>
/// <param name="Command">The person's own command instead of it.</param>
/// <param name="Slices">How many tasks are wanted; null: one per shard.</param>
/// <param name="Faults">The faults to inject.</param>
/// <param name="Timeout">How long to wait for its end.</param>
public sealed record RunRequest(
    JobId Job, ScreeningSettings Screening, ImmutableArray<string>? Command, int? Slices, FaultPlan Faults, TimeSpan Timeout)
{
    /// <summary>Reads settings that have been validated.</summary>
    public static RunRequest From(RunSettings settings, TimeProvider clock)
    {
        var job = settings.Job ?? $"run-{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}";
        return new(JobId.Parse(job), Pairs.Of(settings.Set).Screening(), TaskCommand(settings), WholeNumber.Parse(settings.Slices),
            FaultPlan.Parse(settings.Faults ?? ""), Duration.Parse(settings.Timeout));
    }

    /// <summary>Tasks work in folders of their own, so that locally a word that names a file here becomes its full path.</summary>
    private static ImmutableArray<string>? TaskCommand(RunSettings settings) => CommandLine.Find(settings.Task) is not { } words || settings.Cloud
        ? CommandLine.Find(settings.Task)
        : [.. words.Select(word => File.Exists(word) ? Path.GetFullPath(word) : word)];
}
