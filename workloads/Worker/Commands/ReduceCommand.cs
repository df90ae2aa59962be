using System.CommandLine;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Commands;

/// <summary><c>worker reduce</c>: as a service's last step, or when the task that should have done it is gone.</summary>
static class ReduceCommand
{
    public static Command Create()
    {
        var job = new JobOptions();
        var command = new Command("reduce", "Make the reports of a job whose shards all have an outcome, whoever claimed it");
        job.AddTo(command);
        command.SetAction(async (parsed, cancellation) => await Ending.ReduceNowAsync(await job.OpenAsync(parsed, cancellation), cancellation));
        return command;
    }
}
