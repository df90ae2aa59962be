using System.Globalization;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;

/// <summary>How a bundle ended.</summary>
/// <param name="Problem">Why it failed; null where it did not.</param>
/// <param name="Closing">The session closes: there is no outcome.</param>
internal sealed record BundleEnd(string? Problem = null, bool Closing = false);

/// <summary>Writes a change of a bundle down and gives what it is now.</summary>
internal delegate BundleRecord Change(Func<BundleRecord, BundleRecord> change);

/// <summary>
/// Processes the elements of a bundle one after the other as workloads/beam/screening.py does: bad input is an outcome, a failure worth a retry and the death
/// of the process are tried again, anything else fails the bundle.
/// </summary>
/// <param name="google">The cloud that workers run in.</param>
/// <param name="containers">Runs the processes.</param>
/// <param name="commands">What the processes run.</param>
/// <param name="logs">What they wrote.</param>
/// <param name="faults">The faults that strike elements.</param>
internal sealed class BundleRunner(GoogleCloud google, ContainerRunner containers, WorkerCommands commands, JobLogs logs, FaultPlan faults)
{
    private const int Ok = 0;
    private const int BadInput = 65;
    private const int Transient = 75;
    private const int SigKilled = 128 + 9;

    // What screening.py waits for a worker that it stops.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Stops what runs of a bundle.</summary>
    public void Stop(BundleRecord bundle) => Keys(bundle).ToList().ForEach(containers.Stop);

    /// <summary>Runs to the end.</summary>
    /// <param name="job">The job.</param>
    /// <param name="bundle">The bundle as it begins.</param>
    /// <param name="change">Changes the bundle.</param>
    /// <param name="closing">Set when the session closes.</param>
    public async Task<BundleEnd> RunAsync(JobRecord job, BundleRecord bundle, Change change, CancellationToken closing)
    {
        // The direct runner processes all elements of a pipeline in one process.
        foreach (var element in bundle.Kind == BundleKind.Pipeline ? bundle.Elements.Take(1) : bundle.Elements)
        {
            Func<ElementRecord, bool> affected = bundle.Kind == BundleKind.Pipeline ? _ => true : other => other.Slice == element.Slice;
            if (await new Tries(this, job, bundle, element.Slice, affected, change).RunAsync(closing) is { } end)
            {
                return end;
            }
        }
        return new();
    }

    private static IEnumerable<string> Keys(BundleRecord bundle) => [JobTable.KeyOf(bundle), JobTable.KeyOf(bundle) + "/again"];

    private static string Subject(int slice) => slice < 0 ? "reduce" : string.Create(CultureInfo.InvariantCulture, $"slice {slice}");

    private ContainerRun Prepare(JobRecord job, BundleKind kind, ElementRecord element, string copy)
    {
        try
        {
            return new()
            {
                Id = Guid.NewGuid().ToString("N"),
                Argv = commands.Of(job, kind, element.Slice),
                Environment = google.EnvironmentFor(job.Launch.Account!),
                LogGroup = JobLogs.GroupOf(job.Id),
                LogStream = JobLogs.StreamOf(element) + copy,
                Subject = Subject(element.Slice) + copy,
                Occurrence = element.Tries,
                Spot = job.Launch.Preemptible,
                Timeout = kind == BundleKind.Pipeline ? null : TimeSpan.FromSeconds(job.Launch.Pipeline.TaskTimeoutSeconds),
                Grace = Grace,
            };
        }
        catch (IdentityException refusal)
        {
            throw new TaskStartException(refusal.Message, refusal);
        }
    }

    // An element may be processed twice at once; the output of one of them is dropped.
    private async Task<ContainerOutcome> OnceOrTwiceAsync(JobRecord job, BundleRecord bundle, ElementRecord element, Change change, CancellationToken closing)
    {
        var keys = Keys(bundle).ToArray();
        var first = containers.RunAsync(keys[0], () => Prepare(job, bundle.Kind, element, ""), start => change(known => known with { Process = start.Process }), closing);
        if (faults.Strikes(FaultKind.Duplicate, Subject(element.Slice), element.Tries))
        {
            // Its process is not on record: it works below the tasks' folder, of which the next session ends everything.
            await containers.RunAsync(keys[1], () => Prepare(job, bundle.Kind, element, "/again"), _ => { }, closing);
        }
        return await first;
    }

    // What a worker writes last says why it ends, as screening.py says it.
    private string LastLine(JobRecord job, ElementRecord element) => logs.LastLine(job.Id, element) is { } line ? ": " + line : "";

    /// <summary>The tries of one element within one attempt of its bundle.</summary>
    private sealed class Tries(BundleRunner runner, JobRecord job, BundleRecord bundle, int slice, Func<ElementRecord, bool> affected, Change change)
    {
        /// <summary>Null where the element is done.</summary>
        public async Task<BundleEnd?> RunAsync(CancellationToken closing)
        {
            // The direct runner's process tries elements again by itself.
            for (var left = bundle.Kind == BundleKind.Pipeline ? 0 : job.Launch.Pipeline.Retries; ; left--)
            {
                var current = change(known => known.With(affected, element => element with { Tries = element.Tries + 1 })).Elements.First(affected);
                var outcome = await runner.OnceOrTwiceAsync(job, bundle, current, change, closing);
                if (outcome.End == RunEnd.Closing)
                {
                    return new(Closing: true);
                }
                var problem = Words(outcome, runner.LastLine(job, current));
                change(known => known.With(affected, element => element with { Reason = problem }) with { Process = null });
                if (problem is null)
                {
                    return null;
                }
                if (left <= 0 || outcome is not { End: RunEnd.Exited or RunEnd.Killed, ExitCode: Transient or SigKilled })
                {
                    return new($"{Subject(slice)}: {problem}");
                }
            }
        }

        private string? Words(ContainerOutcome outcome, string said) => outcome.End switch
        {
            RunEnd.Exited when outcome.ExitCode is Ok or BadInput => null,
            RunEnd.NeverStarted => outcome.Problem,
            RunEnd.Stopped => "stopped",
            RunEnd.TimedOut => FormattableString.Invariant($"stopped after {job.Launch.Pipeline.TaskTimeoutSeconds} s, which one try may take"),
            RunEnd.Preempted => "the worker's machine was taken back",
            _ => FormattableString.Invariant($"the worker ended with exit code {outcome.ExitCode}{said}"),
        };
    }
}
