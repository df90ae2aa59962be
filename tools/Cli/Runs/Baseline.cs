using CloudStacks.Cli.Tools;
using CloudStacks.Cli.Workers;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Cli.Runs;

/// <summary>The same job by a single worker on plain files: what the work itself takes on this machine, without any service.</summary>
internal sealed class Baseline(CliHost host, IReadOnlyList<string> worker)
{
    /// <summary>Runs the job from the start of one process to its end.</summary>
    /// <param name="input">The shards.</param>
    /// <param name="request">The job.</param>
    /// <param name="cancellationToken">Stops the worker.</param>
    /// <returns>How long it took; planning is not counted, as a run does not count it either.</returns>
    public async Task<TimeSpan> MeasureAsync(InputFolder input, RunRequest request, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        var plan = new PlanRequest(request.Job, $"input/{request.Job}") { UploadFrom = input.Path, Settings = request.Screening };
        await Planner.PlanAsync(new FileStore(scratch.Path), plan, TextWriter.Null, cancellationToken);
        var started = host.Clock.GetTimestamp();
        var result = await new ToolRunner(host).RunAsync([.. worker, "map", "--job", request.Job.Value, "--store", scratch.Path], cancellationToken: cancellationToken);
        return result.ExitCode == 0
            ? host.Clock.GetElapsedTime(started)
            : throw new CliException($"the worker by itself ends with exit code {result.ExitCode}: {result.Error.Trim()}", "report it: a run on the service succeeded");
    }
}
