namespace CloudStacks.Shared;

/// <summary>Where the worker's image is built from. Both the programs and the umbrella program lie two folders below the root.</summary>
public static class WorkerImage
{
    /// <summary>The build context, relative to a program's folder.</summary>
    public const string Context = "../..";

    /// <summary>The Dockerfile, relative to a program's folder.</summary>
    public const string Dockerfile = "../../workloads/Dockerfile";

    /// <summary>The Dockerfile of the image that holds a Beam pipeline beside the worker, relative to a program's folder.</summary>
    public const string BeamDockerfile = "../../workloads/beam/Dockerfile";
}
