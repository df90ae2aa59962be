using System.CommandLine;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Commands;

/// <summary><c>worker verify</c>: reads all results again and prints what is wrong.</summary>
static class VerifyCommand
{
    public static Command Create()
    {
        var options = new JobOptions();
        var command = new Command("verify", "Read all results of a job again, make the reports anew and compare; print what is wrong");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var job = await options.OpenAsync(parsed, cancellation);
            var faults = await Verifier.FindFaultsAsync(job, cancellation);
            foreach (var fault in faults)
                await job.Log.WriteLineAsync($"wrong: {fault}");
            await job.Log.WriteLineAsync(faults.IsEmpty ? $"job {job.Layout.Job}: all is right" : $"job {job.Layout.Job}: {faults.Length} faults");
            return faults.IsEmpty ? ExitCodes.Ok : ExitCodes.Inconsistent;
        });
        return command;
    }
}
