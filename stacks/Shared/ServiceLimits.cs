namespace CloudStacks.Shared;

/// <summary>What one service allows about a task, each figure with its source where the program declares it.</summary>
public sealed record ServiceLimits(string Service)
{
    public double MinVcpu { get; init; } = 1;
    public double MaxVcpu { get; init; } = 1;
    public int MinMemoryMiB { get; init; } = 2048;
    public int MaxMemoryMiB { get; init; } = 2048;

    /// <summary>The least value of <c>maxParallelism</c>: 1, or what the service can be bounded to.</summary>
    public int MinParallelism { get; init; } = 1;

    /// <summary>The most tasks one run may have.</summary>
    public int MaxParallelism { get; init; } = 40;

    /// <summary>The default of <c>maxParallelism</c>: 40, or what the service's starting quota allows.</summary>
    public int DefaultParallelism { get; init; } = 40;

    public int MinTaskTimeoutSeconds { get; init; } = 1;
    public int MaxTaskTimeoutSeconds { get; init; } = 3600;
    public int MaxRetries { get; init; } = 10;

    /// <summary>Whether the service can be told how often a task is tried again.</summary>
    public bool Retries { get; init; } = true;

    /// <summary>Whether the service has interruptible capacity.</summary>
    public bool Spot { get; init; }

    public IReadOnlyCollection<string> Platforms { get; init; } = ["linux/amd64"];

    /// <summary>The kinds of package that the service runs, its default first: <see cref="StackSettings.Zip"/>, <see cref="StackSettings.ContainerImage"/>.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [StackSettings.ContainerImage];

    /// <summary>What is wrong with a pair of vCPU and memory (MiB), or null; for services that allow certain pairs only.</summary>
    public Func<double, int, string?> Size { get; init; } = (_, _) => null;
}
