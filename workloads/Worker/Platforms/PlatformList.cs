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

    /// <exception cref="UsageException">None of them started this process.</exception>
    public static IPlatform Detect(WorkerEnvironment environment) =>
        All.FirstOrDefault(p => p.IsHere(environment))
        ?? throw new UsageException(
            $"no service started this process (known: {string.Join(", ", All.Select(p => p.Name))}); `worker --help` lists what to run by hand");
}
