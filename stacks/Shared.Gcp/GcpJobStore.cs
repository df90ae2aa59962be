using Pulumi;
using Pulumi.Gcp.Storage;

namespace CloudStacks.Shared.Gcp;

/// <summary>The bucket that holds input and jobs: private, emptied when it is destroyed. Cloud Storage encrypts by itself.</summary>
public sealed class GcpJobStore : ComponentResource
{
    /// <summary>What a task may do: read and list, and create. Overwriting would need a permission that the creator's role lacks, so that nothing written changes.</summary>
    public static IReadOnlyList<string> TaskRoles { get; } = ["roles/storage.objectViewer", "roles/storage.objectCreator"];

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="place">Project and region.</param>
    /// <param name="labels">The labels of the trial.</param>
    /// <param name="apis">The APIs to wait for.</param>
    /// <param name="options">The component's options.</param>
    public GcpJobStore(string name, GcpPlace place, InputMap<string> labels, GcpServices apis, ComponentResourceOptions? options = null)
        : base("cloudstacks:gcp:JobStore", name, options)
    {
        var bucket = new Bucket($"{name}-bucket", GcpBuckets.Private(place, labels), new CustomResourceOptions { Parent = this, DependsOn = apis });

        Bucket = bucket.Name;
        Uri = Output.Format($"gs://{bucket.Name}");
        RegisterOutputs();
    }

    /// <summary>The bucket's name.</summary>
    public Output<string> Bucket { get; }

    /// <summary>The store as the worker writes it: <c>gs://bucket</c>.</summary>
    public Output<string> Uri { get; }
}
