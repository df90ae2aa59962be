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

    /// <exception cref="UsageException">The request contradicts itself or a setting is out of range.</exception>
    internal static TaskSpec Of(PlanRequest request)
    {
        if (request.Command is { } command)
            return command.IsEmpty ? throw new UsageException("task: the command is empty") : new TaskSpec { Command = command, ReduceCommand = request.ReduceCommand };
        if (request.ReduceCommand is not null)
            throw new UsageException("reduce-task: only a job with a task command of its own has one");
        try
        {
            return new TaskSpec { Screening = ScreeningParameters.Plan(request.Settings) };
        }
        catch (BadSettingException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>Whether an object of the input is a shard. The screening reads CSV only, and every CSV must be in its place; a command takes all objects.</summary>
    /// <exception cref="BadInputException">A CSV that is not <c>asset/period.csv</c>.</exception>
    internal bool IsShard(string name)
    {
        if (Screening is null)
            return true;
        if (!name.EndsWith(".csv", StringComparison.Ordinal) && !ShardIdentity.IsGzip(name))
            return false;
        _ = ShardIdentity.Parse(name);
        return true;
    }
}
