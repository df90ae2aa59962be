using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Platforms;

/// <summary>
/// A Cloud Run job: a task of an execution is one slice.
/// Variables and exit codes: https://docs.cloud.google.com/run/docs/container-contract.
/// </summary>
sealed class GcpCloudRun : TaskPlatform
{
    const string Job = "CLOUD_RUN_JOB";
    const string Index = "CLOUD_RUN_TASK_INDEX";
    const string Count = "CLOUD_RUN_TASK_COUNT";

    public override string Name => "gcp-cloud-run";

    public override bool IsHere(WorkerEnvironment environment) => environment.Find(Job) is not null;

    public override async Task<int> RunAsync(WorkerEnvironment environment, MapSlice map, CancellationToken cancellation)
    {
        var slice = new Slice(Number(environment, Index), Number(environment, Count));
        var attempt = $"{environment.Require("CLOUD_RUN_EXECUTION", "the execution's name")}.{slice.Index}.{environment.FindNumber("CLOUD_RUN_TASK_ATTEMPT") ?? 0}";
        var code = await map(slice, attempt, cancellation);
        // Every other code is tried again as often as the job allows, at a minute's price each; bad input has its record, and no retry mends it.
        return code == ExitCodes.BadInput ? ExitCodes.Ok : code;
    }

    static int Number(WorkerEnvironment environment, string name) =>
        environment.FindNumber(name) ?? throw new UsageException($"the environment variable {name} is missing beside {Job}");
}
