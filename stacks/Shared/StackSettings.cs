using System.Globalization;
using Pulumi;

namespace CloudStacks.Shared;

/// <summary>
/// What a user may choose about a reference deployment, read from the configuration keys <c>cloudstacks:*</c>. The defaults are
/// valid on every service; a value outside of a service's range is a <see cref="RunException"/> that names key, value and range.
/// </summary>
public sealed record StackSettings
{
    /// <summary>The worker as a .zip of code: quick to deploy, and nothing but the worker in it.</summary>
    public const string Zip = "zip";

    /// <summary>The worker in a container image, which may hold an interpreter for a task of one's own.</summary>
    public const string ContainerImage = "image";

    /// <summary><c>cloudstacks:vcpu</c>: virtual CPUs per task.</summary>
    public required double Vcpu { get; init; }

    /// <summary><c>cloudstacks:memory</c>: memory per task in MiB.</summary>
    public required int MemoryMiB { get; init; }

    /// <summary><c>cloudstacks:maxParallelism</c>: the most tasks that one run has; more shards share tasks.</summary>
    public required int MaxParallelism { get; init; }

    /// <summary><c>cloudstacks:taskTimeout</c>: the time one attempt of a task may take, in seconds.</summary>
    public required int TaskTimeoutSeconds { get; init; }

    /// <summary><c>cloudstacks:retries</c>: how often a task is tried again after a failure worth it.</summary>
    public required int Retries { get; init; }

    /// <summary><c>cloudstacks:spot</c>: whether interruptible, cheaper capacity is used.</summary>
    public required bool Spot { get; init; }

    /// <summary><c>cloudstacks:image</c>: an image to run instead of the one that the program builds.</summary>
    public string? Image { get; init; }

    /// <summary><c>cloudstacks:package</c>: how the worker reaches the service, <see cref="Zip"/> or <see cref="ContainerImage"/>.</summary>
    public required string Package { get; init; }

    /// <summary><c>cloudstacks:artifact</c>: the path of a packaged worker to deploy instead of the one that <c>cloudstacks package</c> made, or of a folder that holds one for each service; for packages of code.</summary>
    public string? Artifact { get; init; }

    /// <summary><c>cloudstacks:platform</c>: the platform that the worker is built for.</summary>
    public required string Platform { get; init; }

    /// <summary><c>cloudstacks:expiresAt</c>: when the trial ends, in seconds since 1970-01-01T00:00:00Z.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>How often a task may be started in all.</summary>
    public int Attempts => Retries + 1;

    /// <summary>Reads the settings of the running program.</summary>
    /// <param name="limits">What the service allows.</param>
    public static StackSettings Load(ServiceLimits limits)
    {
        var keys = new SettingReader(new Config("cloudstacks"));
        var settings = new StackSettings
        {
            Vcpu = keys.Number("vcpu", 1, limits.MinVcpu, limits.MaxVcpu),
            MemoryMiB = keys.Whole("memory", 2048, limits.MinMemoryMiB, limits.MaxMemoryMiB),
            MaxParallelism = keys.Whole("maxParallelism", limits.DefaultParallelism, limits.MinParallelism, limits.MaxParallelism),
            TaskTimeoutSeconds = keys.Whole("taskTimeout", 100, limits.MinTaskTimeoutSeconds, limits.MaxTaskTimeoutSeconds),
            Retries = keys.Whole("retries", 5, 0, limits.MaxRetries),
            Spot = keys.Flag("spot", false),
            Image = keys.Text("image"),
            Package = keys.Choice("package", limits.Packages[0], limits.Packages),
            Artifact = keys.Text("artifact"),
            Platform = keys.Choice("platform", "linux/amd64", limits.Platforms),
            ExpiresAt = keys.Epoch("expiresAt"),
        };
        if (!limits.Retries && keys.Text("retries") is { } retries)
        {
            throw new RunException($"cloudstacks:retries = {retries}: {limits.Service} tries again by a rule of its own; remove the setting");
        }
        if (settings.Spot && !limits.Spot)
        {
            throw new RunException($"cloudstacks:spot = true: {limits.Service} has no interruptible capacity; remove the setting");
        }
        if (settings is { Image: { } image, Package: not ContainerImage })
        {
            throw new RunException($"cloudstacks:image = {image}: the worker is deployed as cloudstacks:package = {settings.Package}; set cloudstacks:package = {ContainerImage} as well, or remove the image");
        }
        if (settings.Artifact is { } artifact && !Directory.Exists(artifact) && !limits.Packages.Contains(Zip))
        {
            throw new RunException($"cloudstacks:artifact = {artifact}: {limits.Service} runs images only; remove the setting");
        }
        if (limits.Size(settings.Vcpu, settings.MemoryMiB) is { } problem)
        {
            throw new RunException(string.Create(CultureInfo.InvariantCulture,
                $"cloudstacks:vcpu = {settings.Vcpu} with cloudstacks:memory = {settings.MemoryMiB}: {problem}"));
        }
        return settings;
    }
}
