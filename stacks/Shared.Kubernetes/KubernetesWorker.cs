using Pulumi;

namespace CloudStacks.Shared.Kubernetes;

/// <summary>What is different about the worker's pods from one provider of clusters to the next.</summary>
/// <param name="Image">The worker's image.</param>
/// <param name="Store">The job store, such as <c>gs://bucket</c>.</param>
public sealed record KubernetesWorker(Output<string> Image, Output<string> Store)
{
    /// <summary>The labels of the nodes that pods may run on.</summary>
    public Dictionary<string, string> NodeSelector { get; init; } = [];

    /// <summary>From SIGTERM to SIGKILL, in seconds.</summary>
    public int GraceSeconds { get; init; } = 30;
}
