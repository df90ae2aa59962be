namespace Pulumi;

/// <summary>How the engine treats a resource, see https://www.pulumi.com/docs/concepts/options/</summary>
public abstract class ResourceOptions
{
    /// <summary>No options.</summary>
    protected ResourceOptions()
    {
    }

    /// <summary>The id of an existing resource, which is then read and never changed.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource that this one belongs to; none means the stack.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must exist before this one.</summary>
    public InputList<Resource> DependsOn { get => field ??= []; set; }

    /// <summary>Whether deleting the resource is an error; inherited from the parent.</summary>
    public bool? Protect { get; set; }

    /// <summary>Paths of inputs whose changes are ignored.</summary>
    public List<string> IgnoreChanges { get => field ??= []; set; }

    /// <summary>The version of the provider's package.</summary>
    public string? Version { get; set; }

    /// <summary>The provider that manages the resource; inherited from the parent.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long the provider may take.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Transformations of this resource and its children, applied before those of its parent.</summary>
    public List<ResourceTransformation> ResourceTransformations { get => field ??= []; set; }

    /// <summary>Names that the resource had before.</summary>
    public List<Input<Alias>> Aliases { get => field ??= []; set; }

    /// <summary>The URN of an existing resource, which is then looked up and never changed.</summary>
    public string? Urn { get; set; }

    /// <summary>Paths of inputs whose changes replace the resource.</summary>
    public List<string> ReplaceOnChanges { get => field ??= []; set; }

    /// <summary>Where the provider's plugin is downloaded from.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>Whether the resource is only forgotten, not deleted, when it leaves the program.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource whose deletion deletes this one too, so that no deletion of its own is needed.</summary>
    public Resource? DeletedWith { get; set; }

    internal abstract ResourceOptions Clone();

    /// <summary>Adds the options of another: its scalars win, its lists are appended.</summary>
    private protected void MergeFrom(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        Protect = other.Protect ?? Protect;
        Urn = other.Urn ?? Urn;
        Version = other.Version ?? Version;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts?.Clone() ?? CustomTimeouts;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        DependsOn = DependsOn.Concat(other.DependsOn);
        IgnoreChanges = [.. IgnoreChanges, .. other.IgnoreChanges];
        ResourceTransformations = [.. ResourceTransformations, .. other.ResourceTransformations];
        Aliases = [.. Aliases, .. other.Aliases];
        ReplaceOnChanges = [.. ReplaceOnChanges, .. other.ReplaceOnChanges];
    }
}
