using System.Collections.Immutable;
using CloudStacks.FatigueScreening;

namespace CloudStacks.Worker.Jobs;

/// <summary>What is done with each shard: the fatigue screening, or a command of the user's own.</summary>
public sealed record TaskSpec
{
    /// <summary>The numbers of the fatigue screening; null where a command does the work.</summary>
    public ScreeningParameters? Screening { get; init; }

    /// <summary>The user's own map: program and arguments.</summary>
    public ImmutableArray<string>? Command { get; init; }

    /// <summary>The user's own reduce; null: results are concatenated.</summary>
    public ImmutableArray<string>? ReduceCommand { get; init; }
}
