using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Tasks;

/// <summary>Finds the work that a spec asks for.</summary>
static class ShardTasks
{
    public static IShardTask Of(TaskSpec spec, TextWriter log) => spec switch
    {
        { Screening: { } parameters, Command: null } => new FatigueTask(parameters),
        { Screening: null, Command: { Length: > 0 } command } => new CommandTask(command, spec.ReduceCommand, log),
        _ => throw new InconsistentException("the job's task is neither a screening nor a command"),
    };
}
