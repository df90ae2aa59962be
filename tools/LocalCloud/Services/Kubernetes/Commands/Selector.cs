using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>The part of label selectors that runbooks use: <c>key=value</c>, joined by commas. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/</summary>
internal sealed class Selector
{
    private readonly List<(string Key, string Value)> _terms;

    private Selector(List<(string Key, string Value)> terms) => _terms = terms;

    /// <summary>Reads <c>--selector</c>; without it everything is let through. Throws <see cref="KubectlRefusal"/> naming the term that is not modelled.</summary>
    public static Selector Parse(KubectlArguments arguments) => new([.. (arguments.Text("--selector")?.Split(',') ?? []).Select(Term)]);

    public bool Admits(IReadOnlyDictionary<string, string> labels) => _terms.All(term => labels.TryGetValue(term.Key, out var value) && value == term.Value);

    /// <summary>The pods of a namespace that it lets through; what was deleted is not there any more.</summary>
    public IEnumerable<(JobRecord Job, PodRecord Pod)> Pods(ObjectTable table, string ns) =>
        from job in table.Jobs
        where job.Namespace == ns
        from pod in table.PodsOf(job)
        where !(pod is { Deleting: true, Ended: true }) && Admits(PodFields.Labels(job, pod))
        select (job, pod);

    private static (string Key, string Value) Term(string term) => term.Split('=') is [{ Length: > 0 } key, var value] && !key.EndsWith('!')
        ? (key, value)
        : throw new KubectlRefusal($"--selector: '{term}': the local cloud models key=value, joined by commas");
}
