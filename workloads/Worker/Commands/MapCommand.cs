using System.CommandLine;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Commands;

/// <summary><c>worker map</c>: one slice, by hand.</summary>
static class MapCommand
{
    public static Command Create()
    {
        var job = new JobOptions();
        var slice = new Option<int>("--slice") { Description = "Which slice, from 0", HelpName = "K", DefaultValueFactory = _ => 0 };
        var slices = new Option<int>("--slices") { Description = "How many slices there are", HelpName = "N", DefaultValueFactory = _ => 1 };
        var noReduce = new Option<bool>("--no-reduce") { Description = "Leave the reduce to `worker reduce`, even if this task is the last to finish" };
        var command = new Command("map", "Process the shards K, K+N, K+2N, … of a job; the last task to finish also reduces") { slice, slices, noReduce };
        job.AddTo(command);
        command.SetAction(async (parsed, cancellation) => await SliceRunner.RunAsync(
            await job.OpenAsync(parsed, cancellation),
            new Slice(parsed.GetValue(slice), parsed.GetValue(slices)),
            new Ending(parsed.GetValue(noReduce)),
            cancellation));
        return command;
    }
}
