using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Commands;

/// <summary>The worker without arguments: finds out from the environment which service started it and what it is to do.</summary>
public static class RunHere
{
    /// <param name="environment">What the service tells.</param>
    /// <param name="log">Takes plain lines.</param>
    /// <param name="cancellation">Set on SIGTERM.</param>
    /// <param name="more">The services that a host of the worker adds.</param>
    public static Task<int> RunAsync(WorkerEnvironment environment, TextWriter log, CancellationToken cancellation, params IReadOnlyList<IPlatform> more) =>
        PlatformList.Detect(environment, more).RunAsync(
            environment, () => new Work(ObjectStores.Open(JobOptions.StoreIn(environment)), new Ending(HasReduceStep(environment)), log), cancellation);

    static bool HasReduceStep(WorkerEnvironment environment) => environment.Require(Variables.Reduce, "step or last") switch
    {
        "step" => true,
        "last" => false,
        var other => throw new UsageException($"{Variables.Reduce} = {other}: expected step or last"),
    };
}
