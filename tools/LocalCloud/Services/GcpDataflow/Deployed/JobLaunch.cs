using System.Collections.Immutable;
using System.Globalization;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Deployed;

/// <summary>What one run of a template asked for.</summary>
internal sealed record JobLaunch
{
    public required string Name { get; init; }

    public required string Region { get; init; }

    /// <summary>The image that a launcher starts from.</summary>
    public required string Image { get; init; }

    /// <summary>The image that the workers run; null is Beam's own.</summary>
    public string? WorkerImage { get; init; }

    /// <summary>What launcher and workers act as, by its e-mail address; null is the project's default account.</summary>
    public string? Account { get; init; }

    /// <summary>Where the pipeline keeps files of its own: <c>gs://bucket/prefix</c>.</summary>
    public required ImmutableArray<string> Locations { get; init; }

    /// <summary>The subnetwork of the machines as <c>regions/region/subnetworks/name</c>; null is the network <c>default</c>.</summary>
    public string? Subnetwork { get; init; }

    public bool PublicAddresses { get; init; }

    public required int MaxWorkers { get; init; }

    /// <summary>Whether machines may be taken back (FlexRS).</summary>
    public bool Preemptible { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    public required PipelineSettings Pipeline { get; init; }
}

/// <summary>What the pipeline of workloads/beam takes.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Store">Its bucket, <c>gs://bucket</c>.</param>
/// <param name="Slices">How many elements there are.</param>
/// <param name="TaskTimeoutSeconds">How long one try of the worker may take.</param>
/// <param name="Retries">How often the pipeline tries an element again before it fails the bundle.</param>
internal sealed record PipelineSettings(string Job, string Store, int Slices, int TaskTimeoutSeconds, int Retries)
{
    /// <summary>Reads the parameters of a launch. Throws <see cref="FormatException"/> naming the one that is missing or wrong.</summary>
    public static PipelineSettings Read(IReadOnlyDictionary<string, string> parameters) => new(
        Text(parameters, "job"), Text(parameters, "store"), Number(parameters, "slices"), Number(parameters, "task_timeout"), Number(parameters, "retries"));

    /// <summary>The worker's arguments for one element.</summary>
    public IEnumerable<string> Map(int slice) =>
        ["map", "--job", Job, "--store", Store, "--slice", Invariant(slice), "--slices", Invariant(Slices), "--no-reduce"];

    /// <summary>The worker's arguments for the reduce.</summary>
    public IEnumerable<string> Reduce() => ["reduce", "--job", Job, "--store", Store];

    /// <summary>The pipeline's own options.</summary>
    public IEnumerable<string> Options() =>
        [$"--job={Job}", $"--store={Store}", $"--slices={Invariant(Slices)}", $"--task_timeout={Invariant(TaskTimeoutSeconds)}", $"--retries={Invariant(Retries)}"];

    private static string Text(IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.GetValueOrDefault(name) ?? throw new FormatException($"the pipeline's option --{name} is missing; declare it as a parameter of the template and give it");

    private static int Number(IReadOnlyDictionary<string, string> parameters, string name) =>
        int.TryParse(Text(parameters, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"the pipeline's option --{name} is '{parameters[name]}'; expected a whole number");

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
