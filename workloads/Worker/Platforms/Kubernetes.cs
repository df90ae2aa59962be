namespace CloudStacks.Worker.Platforms;

/// <summary>
/// Kubernetes, whoever runs the cluster: a pod of an Indexed Job is one slice. The Job tells the index alone; how many there are and the pod's
/// name come from the pod's template.
/// https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
/// </summary>
sealed class Kubernetes : TaskPlatform
{
    const string Index = "JOB_COMPLETION_INDEX";

    public override string Name => "kubernetes";

    public override bool IsHere(WorkerEnvironment environment) => environment.Find(Index) is not null;

    public override Task<int> RunAsync(WorkerEnvironment environment, MapSlice map, CancellationToken cancellation)
    {
        environment.Require(Variables.Slices, "how many slices there are");
        return map(new(environment.FindNumber(Index)!.Value, environment.FindNumber(Variables.Slices)!.Value), environment.Require(Variables.Attempt, "the pod's name"), cancellation);
    }
}
