using System.Globalization;

namespace CloudStacks.Worker.Jobs;

/// <summary>The keys of a job's objects.</summary>
public sealed class JobLayout(JobId job)
{
    /// <summary>Parts per group; a group is one page of a listing.</summary>
    public const int GroupSize = 1000;

    public JobId Job { get; } = job;

    /// <summary>All that belongs to the job, except its tickets.</summary>
    public string Root { get; } = $"jobs/{job}/";

    /// <summary>The <see cref="JobSpec"/>.</summary>
    public string Spec => Root + "job.json";

    public string Parts => Root + "parts/";

    /// <summary>The results of one group of a thousand shards.</summary>
    public string PartGroup(int group) => string.Create(CultureInfo.InvariantCulture, $"{Parts}{group}/");

    /// <summary>The result of one shard.</summary>
    public string Part(int shard) => string.Create(CultureInfo.InvariantCulture, $"{PartGroup(shard / GroupSize)}{shard}.json");

    public string Rounds => Root + "rounds/";

    /// <summary>Which shards a later round tries again. Round 0 has no such object: it tries all.</summary>
    public string Round(int round) => string.Create(CultureInfo.InvariantCulture, $"{Rounds}{round}.json");

    /// <summary>The records of the shards that failed for good in a round.</summary>
    public string FailedIn(int round) => string.Create(CultureInfo.InvariantCulture, $"{Root}failed/{round}/");

    /// <summary>Why a shard failed for good.</summary>
    public string Failed(int round, int shard) => string.Create(CultureInfo.InvariantCulture, $"{FailedIn(round)}{shard}.json");

    /// <summary>The mark of a round that is over with failures; holds the reasons. A later round may still succeed, so each has its own.</summary>
    public string FailedMark(int round) => FailedIn(round) + "_FAILED";

    /// <summary>Who tried a slice and when. Nothing depends on it.</summary>
    public string Attempt(int slice, string id) => string.Create(CultureInfo.InvariantCulture, $"{Root}attempts/{slice}/{id}.json");

    /// <summary>Which shard's task does the reduce.</summary>
    public string Claim => Root + "reduce/claim";

    public string ReportJson => Report("report.json");

    public string ReportCsv => Report("report.csv");

    public string Report(string file) => Root + "reduce/" + file;

    /// <summary>The mark of a job that is done; holds the reports' hashes.</summary>
    public string SuccessMark => Root + "reduce/_SUCCESS";
}
