namespace Pulumi;

/// <summary>How long a provider may take before an operation fails; none means the provider's own limit.</summary>
public sealed class CustomTimeouts
{
    /// <summary>No limits of one's own.</summary>
    public CustomTimeouts()
    {
    }

    /// <summary>The limit for creating.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>The limit for updating.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>The limit for deleting.</summary>
    public TimeSpan? Delete { get; set; }

    internal CustomTimeouts Clone() => new() { Create = Create, Update = Update, Delete = Delete };
}
