using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Commands;

/// <summary>The worker without arguments: finds out from the environment which service started it and what it is to do.</summary>
public static class RunHere
{
    public static Task<int> RunAsync(WorkerEnvironment environment, TextWriter log, CancellationToken cancellation) =>
        PlatformList.Detect(environment).RunAsync(
            environment, () => new Work(ObjectStores.Open(JobOptions.StoreIn(environment)), new Ending(HasReduceStep(environment)), log), cancellation);

    static bool HasReduceStep(WorkerEnvironment environment) => environment.Require(Variables.Reduce, "step or last") switch
    {
        "step" => true,
        "last" => false,
        var other => throw new UsageException($"{Variables.Reduce} = {other}: expected step or last"),
    };
}
