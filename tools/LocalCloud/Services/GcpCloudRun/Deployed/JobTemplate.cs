using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;

/// <summary>What the tasks of a job run: the members of a job's template that the local cloud honours.</summary>
/// <param name="Image">The image.</param>
/// <param name="Args">Program arguments; they replace those of the image.</param>
/// <param name="Environment">The container's variables.</param>
/// <param name="ServiceAccount">What tasks act as, by its e-mail address; null is the project's default account.</param>
/// <param name="TaskCount">How many tasks an execution has that does not say it itself.</param>
/// <param name="Parallelism">How many tasks run at once at most; 0 is as many as possible.</param>
/// <param name="MaxRetries">How often a failed task is started again.</param>
/// <param name="TimeoutSeconds">How long one attempt may take.</param>
internal sealed record JobTemplate(
    string Image,
    ImmutableArray<string> Args,
    ImmutableSortedDictionary<string, string> Environment,
    string? ServiceAccount,
    int TaskCount,
    int Parallelism,
    int MaxRetries,
    int TimeoutSeconds);
