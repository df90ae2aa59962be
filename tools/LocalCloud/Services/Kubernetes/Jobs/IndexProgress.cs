using System.Globalization;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>How far a Job's indexes are, as its pods show.</summary>
internal sealed class IndexProgress
{
    private readonly Dictionary<int, (int Failures, int Counted, long LastAt)> _failures = [];

    /// <param name="spec">What the Job is to do.</param>
    /// <param name="pods">All its pods.</param>
    public IndexProgress(JobSpec spec, IEnumerable<PodRecord> pods)
    {
        foreach (var pod in pods.Where(pod => pod.Index < spec.Completions || !pod.Ended))
        {
            Take(pod);
        }
        Failed.UnionWith(_failures.Where(index => index.Value.Counted > spec.BackoffLimitPerIndex).Select(index => index.Key));
        Failed.ExceptWith(Succeeded);
    }

    /// <summary>The indexes that are done.</summary>
    public SortedSet<int> Succeeded { get; } = [];

    /// <summary>The indexes that have failed for good.</summary>
    public SortedSet<int> Failed { get; } = [];

    /// <summary>The pods that have not ended.</summary>
    public List<PodRecord> Active { get; } = [];

    /// <summary>How many pods failed, those not counted whose failure was ignored.</summary>
    public int FailedPods { get; private set; }

    /// <summary>The pod whose failure fails the whole Job, or null.</summary>
    public PodRecord? Fatal { get; private set; }

    /// <summary>Whether an index still needs a pod.</summary>
    public bool IsOpen(int index) => !Succeeded.Contains(index) && !Failed.Contains(index);

    /// <summary>When an index may be tried again; 0 where it never failed. An ignored failure holds it back too.</summary>
    public long OpenAgainAt(int index) => _failures.GetValueOrDefault(index) is { Failures: > 0 } failed
        ? failed.LastAt + (long)Backoff.After(failed.Failures).TotalMilliseconds
        : 0;

    /// <summary>How many failures of an index count.</summary>
    public int CountedFailures(int index) => _failures.GetValueOrDefault(index).Counted;

    /// <summary>Indexes as a status shows them: three or more in a row are written <c>first-last</c>.</summary>
    public static string Compress(IEnumerable<int> indexes)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var index in indexes)
        {
            if (runs is [.., var last] && last.Last + 1 == index)
            {
                runs[^1] = (last.First, index);
            }
            else
            {
                runs.Add((index, index));
            }
        }
        return string.Join(',', runs.Select(run => (run.Last - run.First) switch
        {
            0 => run.First.ToString(CultureInfo.InvariantCulture),
            1 => FormattableString.Invariant($"{run.First},{run.Last}"),
            _ => FormattableString.Invariant($"{run.First}-{run.Last}"),
        }));
    }

    private void Take(PodRecord pod)
    {
        switch (pod)
        {
            case { Ended: false }:
                Active.Add(pod);
                break;
            case { Phase: PodPhase.Succeeded }:
                Succeeded.Add(pod.Index);
                break;
            case { Deleting: false }:
                TakeFailure(pod);
                break;
        }
    }

    private void TakeFailure(PodRecord pod)
    {
        var counts = pod.Verdict != FailureAction.Ignore;
        var before = _failures.GetValueOrDefault(pod.Index);
        _failures[pod.Index] = (before.Failures + 1, before.Counted + (counts ? 1 : 0), Math.Max(before.LastAt, pod.FinishedAt ?? 0));
        FailedPods += counts ? 1 : 0;
        if (pod.Verdict == FailureAction.FailIndex)
        {
            Failed.Add(pod.Index);
        }
        else if (pod.Verdict == FailureAction.FailJob)
        {
            Fatal ??= pod;
        }
    }
}
