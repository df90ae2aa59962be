using Pulumi;

namespace CloudStacks.Shared.Gcp;

/// <summary>The project and the region that a program deploys to, by Pulumi's own keys.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Region">The region, such as <c>us-central1</c>.</param>
public sealed record GcpPlace(string Project, string Region)
{
    /// <summary>Reads <c>gcp:project</c> and <c>gcp:region</c>; both stand in addresses, so that a program cannot leave them to the provider.</summary>
    public static GcpPlace Load()
    {
        var config = new Config("gcp");
        return new(Required(config, "project", "the id of a Google Cloud project"), Required(config, "region", "a region such as us-central1"));
    }

    private static string Required(Config config, string key, string expected) => config.Get(key) is { Length: > 0 } value
        ? value
        : throw new RunException($"gcp:{key} is missing: expected {expected}; set it with pulumi config set gcp:{key} …");
}
