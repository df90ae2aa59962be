using System.Collections.Immutable;

namespace CloudStacks.Shared.Kubernetes;

/// <summary>How Jobs are made of a template and looked after, whoever runs the cluster. <c>KUBECONFIG</c> says which one it is.</summary>
/// <param name="Namespace">The namespace of the tasks.</param>
/// <param name="Template">The name of the CronJob.</param>
public sealed record KubernetesRunbook(string Namespace, string Template)
{
    // A round is a Job of its own.
    private const string Job = "{job}-{round}";

    // A Job that is suspended and never began can still be told how many pods it has (https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/3715-elastic-indexed-job)
    // and given annotations for them (https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/2926-job-mutable-scheduling-directives).
    private const string Release =
        """{"spec":{"suspend":false,"completions":{slices},"parallelism":{slices},"template":{"metadata":{"annotations":{"cloudstacks/job":"{job}","cloudstacks/slices":"{slices}"}}}}}""";

    /// <summary>Makes a Job and lets it go.</summary>
    public ImmutableArray<RunbookStep> Submit =>
    [
        Step("make a suspended job", "create", "job", Job, $"--from=cronjob/{Template}"),
        Step("say how many pods it has and let it go", "patch", "job", Job, "--type=merge", $"--patch={Release}"),
    ];

    /// <summary>Asks how far the Job is.</summary>
    public ImmutableArray<RunbookStep> Watch => [Step("describe the job", "get", "job", Job, "--output=json") with { FailsOn = new("$.status.conditions[*].type", "Failed") }];

    /// <summary>Prints what the pods wrote, pod by pod.</summary>
    public ImmutableArray<RunbookStep> Logs =>
        [Step("print the logs of all pods", "logs", $"--selector=batch.kubernetes.io/job-name={Job}", "--tail=-1", "--prefix", "--ignore-errors")];

    /// <summary>Deletes all Jobs, which stops their pods, and waits for that.</summary>
    public RunbookStep Cancel => Step("delete all jobs", "delete", "jobs", "--all", "--cascade=foreground");

    private RunbookStep Step(string name, params string[] arguments) => new(name, ["kubectl", .. arguments, $"--namespace={Namespace}"]);
}
