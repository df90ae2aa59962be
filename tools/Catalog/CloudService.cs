using System.Collections.Immutable;

namespace CloudStacks.Catalog;

/// <summary>One service on which the job can run: a row of the catalog.</summary>
/// <param name="Id">The id that names its folder, Pulumi project, argument, test case and doc anchor.</param>
/// <param name="Title">The service's name, as it heads its section of the docs.</param>
/// <param name="Cloud">Whose service it is.</param>
/// <param name="Tools">The official CLIs that its runbook calls in the real cloud.</param>
public sealed record CloudService(string Id, string Title, Cloud Cloud, ImmutableArray<string> Tools)
{
    public ServiceStatus Status { get; init; } = ServiceStatus.Planned;

    /// <summary>The packaged worker that the service takes as code, by file name; null where it runs images only.</summary>
    public string? Artifact { get; init; }

    /// <summary>How a task learns its work, and when it is tried again.</summary>
    public ImmutableArray<Fact> Contract { get; init; } = [];

    /// <summary>Quotas and ranges that bound a job.</summary>
    public ImmutableArray<Fact> Limits { get; init; } = [];

    /// <summary>How fast tasks start and how many run at once.</summary>
    public ImmutableArray<Fact> Scaling { get; init; } = [];

    /// <summary>List prices in US dollars; the region stands in the unit where it matters.</summary>
    public ImmutableArray<Fact> Prices { get; init; } = [];

    /// <summary>Where the program lies, from the repository's root.</summary>
    public string Folder => $"stacks/{Id}";

    /// <summary>Where the service is described.</summary>
    public string Docs => $"docs/cloud-infrastructure.md#{Id}";
}
