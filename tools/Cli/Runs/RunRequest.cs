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
        var job = settings.Job ?? $"run-{clock.GetUtcNow():yyyyMMdd-HHmmss}";
        return new(JobId.Parse(job), Pairs.Of(settings.Set).Screening(), CommandLine.Find(settings.Task), WholeNumber.Parse(settings.Slices),
            FaultPlan.Parse(settings.Faults ?? ""), Duration.Parse(settings.Timeout));
    }
}
