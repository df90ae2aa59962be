using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

/// <summary>What an Indexed Job is to do. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/</summary>
internal sealed record JobSpec
{
    public required string CompletionMode { get; init; }
    public required int Completions { get; init; }
    public int Parallelism { get; set; } = 1;
    public bool Suspend { get; init; }

    /// <summary>The most failures of all indexes together; 6, or as good as none where each index has a limit of its own.</summary>
    public int? BackoffLimit { get; init; }
    public int? BackoffLimitPerIndex { get; init; }

    /// <summary>The most indexes that may fail before the others are stopped; null lets all run.</summary>
    public int? MaxFailedIndexes { get; init; }
    public long? ActiveDeadlineSeconds { get; init; }
    public int? TtlSecondsAfterFinished { get; init; }
    public PodFailurePolicy? PodFailurePolicy { get; init; }
    public string? PodReplacementPolicy { get; init; }
    public required PodTemplate Template { get; init; }

    /// <summary>The most failures of all indexes together.</summary>
    public int FailureLimit() => BackoffLimit ?? (BackoffLimitPerIndex is null ? 6 : int.MaxValue);
}

/// <summary>What the pods of a Job are.</summary>
internal sealed record PodTemplate
{
    public TemplateMetadata Metadata { get; set; } = new();
    public required PodSpec Spec { get; init; }
}

/// <summary>Labels and annotations of the pods.</summary>
internal sealed record TemplateMetadata
{
    public ImmutableSortedDictionary<string, string> Annotations { get; set; } = ImmutableSortedDictionary<string, string>.Empty;
    public ImmutableSortedDictionary<string, string> Labels { get; set; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>What one pod runs. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/</summary>
internal sealed record PodSpec
{
    public required string RestartPolicy { get; init; }
    public string ServiceAccountName { get; set; } = "default";
    public bool? AutomountServiceAccountToken { get; init; }
    public ImmutableSortedDictionary<string, string> NodeSelector { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>From SIGTERM to SIGKILL, in seconds.</summary>
    public long TerminationGracePeriodSeconds { get; set; } = 30;

    /// <summary>How long one pod may take, in seconds.</summary>
    public long? ActiveDeadlineSeconds { get; init; }
    public SecurityContext SecurityContext { get; set; } = new();
    public ImmutableArray<Container> Containers { get; set; } = [];
    public ImmutableArray<Volume> Volumes { get; set; } = [];
}

/// <summary>A folder of the pod's own.</summary>
internal sealed record Volume(string Name)
{
    public EmptyDirectory? EmptyDir { get; init; }
}

/// <summary>An empty folder that goes with the pod.</summary>
internal sealed record EmptyDirectory(string? SizeLimit = null);

/// <summary>One container.</summary>
internal sealed record Container
{
    public required string Name { get; init; }
    public required string Image { get; init; }
    public ImmutableArray<string> Args { get; set; } = [];
    public ImmutableArray<Variable> Env { get; set; } = [];
    public Resources Resources { get; set; } = new();
    public SecurityContext SecurityContext { get; set; } = new();
    public ImmutableArray<VolumeMount> VolumeMounts { get; set; } = [];
}

/// <summary>Where a volume appears.</summary>
internal sealed record VolumeMount(string Name, string MountPath);

/// <summary>A variable with a text of its own or one of the pod's.</summary>
internal sealed record Variable(string Name, string? Value = null, VariableSource? ValueFrom = null);

/// <summary>Where a variable's text comes from.</summary>
internal sealed record VariableSource(FieldSelector FieldRef);

/// <summary>A field of the pod, such as <c>metadata.name</c>.</summary>
internal sealed record FieldSelector(string FieldPath, string? ApiVersion = null);

/// <summary>What a container asks for and what it may use, as quantities.</summary>
internal sealed record Resources
{
    public ImmutableSortedDictionary<string, string> Requests { get; set; } = ImmutableSortedDictionary<string, string>.Empty;
    public ImmutableSortedDictionary<string, string> Limits { get; set; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>What a pod or container may do on its node; members of a container come before those of its pod.</summary>
internal sealed record SecurityContext
{
    public bool? RunAsNonRoot { get; init; }
    public long? RunAsUser { get; init; }
    public bool? AllowPrivilegeEscalation { get; init; }
    public bool? ReadOnlyRootFilesystem { get; init; }
    public Capabilities? Capabilities { get; init; }
    public SeccompProfile? SeccompProfile { get; init; }
}

/// <summary>Linux capabilities that are taken away.</summary>
internal sealed record Capabilities(ImmutableArray<string> Drop);

/// <summary>Which system calls are let through.</summary>
internal sealed record SeccompProfile(string Type);
