namespace CloudStacks.Worker.Platforms;

/// <summary>The services that the worker knows.</summary>
public static class PlatformList
{
    static readonly IPlatform[] All =
    [
        new AwsBatch(),
        new AwsEcsFargate(),
        new AwsLambda(),
        new GcpCloudRun(),
        new Kubernetes(),
    ];

    /// <param name="environment">What the service tells.</param>
    /// <param name="more">The services that a host of the worker adds.</param>
    /// <exception cref="UsageException">None of them started this process.</exception>
    public static IPlatform Detect(WorkerEnvironment environment, params IReadOnlyList<IPlatform> more) =>
        All.Concat(more).FirstOrDefault(p => p.IsHere(environment))
        ?? throw new UsageException(
            $"no service started this process (known: {string.Join(", ", All.Concat(more).Select(p => p.Name))}); `worker --help` lists what to run by hand");
}
