using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Platforms;

/// <summary>The slice of a task on services that do not number their tasks: whoever starts one says which it is.</summary>
static class OwnSlice
{
    /// <exception cref="UsageException">A variable is missing or wrong; the message names it.</exception>
    public static Slice In(WorkerEnvironment environment) => new(
        Number(environment, Variables.Slice, "which slice the task is, from 0"),
        Number(environment, Variables.Slices, "how many slices there are"));

    static int Number(WorkerEnvironment environment, string name, string meaning)
    {
        environment.Require(name, meaning);
        return environment.FindNumber(name)!.Value;
    }
}
