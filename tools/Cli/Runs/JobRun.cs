using System.Collections.Immutable;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Cli.Terminals;
using CloudStacks.Shared;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Cli.Runs;

/// <summary>Runs jobs on a deployed stack by its own runbook: plan, submit, watch, fetch the report.</summary>
internal sealed class JobRun(CliHost host, Terminal terminal, IDeployment stack, ISession session, Runbook runbook)
{
    private readonly RunRecords records = new(stack.Folder);
    private readonly IObjectStore store = session.OpenStore(runbook.Store);
    private readonly IObjectStore? tickets = runbook.Tickets is { } address ? session.OpenStore(address) : null;

    /// <summary>Plans a new job from a folder of shards and runs it to its end.</summary>
    public async Task<RunOutcome> StartAsync(RunRequest request, InputFolder input, CancellationToken cancellationToken)
    {
        if (request.Command is not null && !runbook.TaskCommands)
        {
            throw new CliException($"--task: {stack.Service} is deployed as a package of code, which holds the worker and no interpreter",
                $"cloudstacks up {stack.Service} --set cloudstacks:package=image, then run again", ExitCodes.Usage);
        }
        if (request.Slices is not null && tickets is not null)
        {
            throw new CliException($"--slices: {stack.Service} starts one task for each shard, by a ticket of its own", "run without --slices", ExitCodes.Usage);
        }
        var plan = new PlanRequest(request.Job, $"input/{request.Job}")
        {
            UploadFrom = input.Path,
            Settings = request.Screening,
            Command = request.Command,
        };
        var spec = await Planner.PlanAsync(store, plan, TextWriter.Null, cancellationToken);
        return await RunRoundAsync(request, new(0, [.. Enumerable.Range(0, spec.Shards.Length)]), cancellationToken);
    }

    /// <summary>Runs the shards of an earlier job again that failed for good.</summary>
    public async Task<RunOutcome> RetryFailedAsync(RunRequest request, string? job, CancellationToken cancellationToken)
    {
        var id = JobId.Parse(records.Find(job).Job);
        var layout = new JobLayout(id);
        var round = await Rounds.StartNextAsync(store, layout, await JobSpec.ReadAsync(store, layout, cancellationToken), cancellationToken);
        return await RunRoundAsync(request with { Job = id }, round, cancellationToken);
    }

    private async Task<RunOutcome> RunRoundAsync(RunRequest request, Round round, CancellationToken cancellationToken)
    {
        var shards = round.Shards.Length;
        // A ticket starts the task of one shard.
        var slices = tickets is not null ? shards : Math.Clamp(request.Slices ?? shards, 1, Math.Max(1, Math.Min(shards, runbook.MaxSlices)));
        var record = new RunRecord(request.Job.Value, host.Clock.GetUtcNow(), round.Number, shards, slices, RunStatus.Planned,
            ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal));
        records.Save(record);
        terminal.Say($"job {request.Job}: {Counted.Of(shards, "shard")} in {Counted.Of(slices, "task")}{(round.Number == 0 ? "" : $", round {round.Number}")}");
        var started = host.Clock.GetTimestamp();
        var submission = new Submission(session, runbook, record.Values(), values => records.Save(record = record.With(values)), stack.PollInterval, host.Clock);
        if (shards > 0)
        {
            records.Save(record = record with { Status = RunStatus.Submitted });
            await submission.SubmitAsync(cancellationToken);
            if (tickets is not null)
            {
                // From here on the service works: what submitting takes note of has to be known before.
                await Ticket.WriteAllAsync(tickets, request.Job, round, cancellationToken);
            }
        }
        var progress = await WatchAsync(request, submission, () => record, cancellationToken);
        var seconds = host.Clock.GetElapsedTime(started).TotalSeconds;
        var succeeded = progress.End == EndMark.Success;
        records.Save(record with { Status = succeeded ? RunStatus.Succeeded : RunStatus.Failed });
        var attempts = session.Attempts();
        return new(record.Job, succeeded, round.Number, shards, shards == 0 ? 0 : slices, attempts.Count == 0 && shards > 0 ? null : attempts.Sum(task => task.Attempts),
            ShardAttempts.Of(round.Shards, attempts), seconds,
            progress.Failures, progress.Mark?.Reduce, succeeded ? await FetchReportsAsync(record, cancellationToken) : []);
    }

    private async Task<JobProgress> WatchAsync(RunRequest request, Submission submission, Func<RunRecord> current, CancellationToken cancellationToken)
    {
        var view = new WatchView(terminal, host.Clock);
        try
        {
            return await new Watcher(session, store, submission, stack.PollInterval, view, host.Clock).WaitAsync(request.Job, request.Timeout, cancellationToken);
        }
        catch (JobGivenUpException exception)
        {
            view.Close();
            var record = current();
            records.Save(record with { Status = RunStatus.Failed });
            var log = await new TaskLogs(session, runbook, host.Clock).ExcerptAsync(record.Values(), exception.Slice, cancellationToken);
            throw new CliException(string.Join("\n       ", [exception.Message, .. log]), $"cloudstacks logs {stack.Service} --job {record.Job} shows all that the tasks wrote", ExitCodes.JobFailed);
        }
        finally
        {
            view.Close();
        }
    }

    private async Task<ImmutableArray<string>> FetchReportsAsync(RunRecord record, CancellationToken cancellationToken)
    {
        var layout = new JobLayout(JobId.Parse(record.Job));
        var folder = Path.Combine(stack.ReportFolder, record.Job);
        Directory.CreateDirectory(folder);
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var report in new[] { "report.json", "report.csv" })
        {
            // A task of the person's own makes no report.csv.
            if (await store.HeadAsync(layout.Report(report), cancellationToken) is null)
            {
                continue;
            }
            var file = Path.Combine(folder, report);
            await foreach (var _ in new RunbookExecutor(session, host.Clock).RunAsync(runbook.Report, record.Values().With("report", report).With("file", file), cancellationToken))
            {
            }
            files.Add(file);
        }
        return files.ToImmutable();
    }
}
