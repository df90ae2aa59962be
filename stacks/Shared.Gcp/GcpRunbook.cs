using System.Collections.Immutable;

namespace CloudStacks.Shared.Gcp;

/// <summary>The steps that every Google runbook shares.</summary>
public static class GcpRunbook
{
    /// <summary>A step that runs <c>gcloud</c> with these arguments, asks nobody and answers in JSON.</summary>
    public static RunbookStep Step(string name, params string[] arguments) =>
        new(name, ["gcloud", .. arguments, "--quiet", "--format=json"]) { RetryOn = ["RESOURCE_EXHAUSTED", "UNAVAILABLE", "Quota exceeded"] };

    /// <summary>The settings that <c>gcloud</c> reads from the environment: https://docs.cloud.google.com/sdk/docs/properties.</summary>
    public static ImmutableSortedDictionary<string, string> Environment(GcpPlace place) =>
        ImmutableSortedDictionary<string, string>.Empty.Add("CLOUDSDK_CORE_PROJECT", place.Project);

    /// <summary>Fetches <c>report.json</c> or <c>report.csv</c> to <c>{file}</c>.</summary>
    public static ImmutableArray<RunbookStep> Report(string store) =>
        [new("copy the report", ["gcloud", "storage", "cp", $"{store}/jobs/{{job}}/reduce/{{report}}", "{file}", "--quiet"])];

    /// <summary>Lists whatever still carries the trial's labels among what every Google program has.</summary>
    public static ImmutableArray<RunbookStep> Leftovers(GcpPlace place, IReadOnlyDictionary<string, string> labels) =>
    [
        Listing("list buckets", "storage", "buckets", "list", $"--filter={Labelled("labels", labels)}"),
        Listing("list repositories", "artifacts", "repositories", "list", "--location", place.Region, $"--filter={Labelled("labels", labels)}"),
        Listing("list service accounts", "iam", "service-accounts", "list", $"--filter=description={GcpServiceAccount.Marker(labels)}"),
    ];

    /// <summary>What every trial leaves in its project.</summary>
    public static ImmutableArray<Residue> Residue { get; } =
    [
        new("log entries of the tasks", "they lie in the project's _Default log bucket, which keeps them for 30 days", "free", "https://docs.cloud.google.com/logging/quotas"),
        new("APIs that were switched on", "other things in the project may use them", "free", "https://docs.cloud.google.com/service-usage/docs/enable-disable"),
    ];

    /// <summary>A listing that must be empty.</summary>
    public static RunbookStep Listing(string name, params string[] arguments) => Step(name, arguments) with { MustBeEmpty = "$" };

    /// <summary>The filter for a trial's labels, which stand at a path.</summary>
    public static string Labelled(string path, IReadOnlyDictionary<string, string> labels) =>
        string.Join(" AND ", new[] { "project", "service", "stack" }.Select(key => $"{path}.{key}={labels[key]}"));
}
