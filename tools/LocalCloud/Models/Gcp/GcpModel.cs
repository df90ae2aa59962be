using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>
/// A Google Cloud resource type. What replaces is the provider's schema (ForceNew,
/// https://github.com/hashicorp/terraform-provider-google-beta/tree/v7.45.0/google-beta/services).
/// </summary>
internal partial class GcpModel(string type) : ProviderModel(type)
{
    /// <summary>The API that the project must have switched on, such as <c>run.googleapis.com</c>; null where it needs none of its own.</summary>
    public string? Api { get; init; }

    /// <summary>Whether it lies in a location, which it keeps.</summary>
    public bool Located { get; init; }

    protected override IEnumerable<string> PlaceInputs => Located ? ["project", "location"] : ["project"];

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if (Project(identity, inputs) is null)
            yield return "no project is set; expected gcp:project or the provider's project";
        if (Located && Location(identity, inputs) is null)
            yield return "no location is set; expected input 'location' or gcp:region";
        // https://docs.cloud.google.com/resource-manager/docs/labels-overview#requirements
        foreach (var (key, value) in (inputs["labels"] as JsonObject ?? []).Where(label => !LabelKey().IsMatch(label.Key) || !LabelValue().IsMatch((string?)label.Value ?? "")))
            yield return $"label '{key}' = '{value}'; expected lower-case letters, digits, hyphens and underscores, at most 63, the key with a letter first";
    }

    public override async Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.CreateAsync(change, cancellationToken);
        if (Api is not null)
            RequireApi(change, Api);
        RequireMember(change);
        RequirePool(change);
    }

    protected override IReadOnlyDictionary<string, string> Places(ResourceIdentity identity, JsonObject inputs) => new Dictionary<string, string>
    {
        ["project"] = Project(identity, inputs) ?? "",
        ["number"] = GcpNames.ProjectNumber,
        ["location"] = Location(identity, inputs) ?? "",
    };

    protected override void AddOwn(ResourceIdentity identity, JsonObject inputs, JsonObject outputs)
    {
        outputs["project"] = Project(identity, inputs);
        if (Located)
            outputs["location"] = Location(identity, inputs);
        if (inputs["labels"] is JsonObject labels)
        {
            // The provider adds its own label: https://www.pulumi.com/registry/packages/gcp/installation-configuration (addPulumiAttributionLabel).
            var all = labels.DeepClone().AsObject();
            all["goog-pulumi-provisioned"] = "true";
            outputs["pulumiLabels"] = all;
            outputs["effectiveLabels"] = all.DeepClone();
        }
    }

    protected static string? Project(ResourceIdentity identity, JsonObject inputs) => (string?)inputs["project"] ?? (string?)identity.ProviderConfig["project"];

    private static string? Location(ResourceIdentity identity, JsonObject inputs) => (string?)inputs["location"] ?? (string?)identity.ProviderConfig["region"];

    // Nothing orders what does not depend on one another, so that an API counts only where the resource waits for it.
    protected static void RequireApi(ResourceChange change, string api)
    {
        if (!Before(change).Any(other => other.Type == GcpNames.Service && other.Text("service") == api))
            throw new ProviderException($"Error 403: {api} has not been used in project {change.Resource.Text("project")} before or it is disabled. Declare a Projects.Service for it, and let this resource depend on it.");
    }

    /// <summary>What a resource waits for, whatever else is deployed by chance.</summary>
    protected static IEnumerable<DeployedResource> Before(ResourceChange change)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(change.Resource.DependsOn);
        var deployed = change.Deployed.ToLookup(resource => resource.Urn);
        while (open.TryPop(out var urn))
        {
            foreach (var found in seen.Add(urn) ? deployed[urn] : [])
            {
                yield return found;
                found.DependsOn.ToList().ForEach(open.Push);
            }
        }
    }

    private static void RequireMember(ResourceChange change)
    {
        if ((string?)change.Resource.Inputs["member"] is { } member && member.StartsWith("serviceAccount:", StringComparison.Ordinal)
            && member.EndsWith($"@{change.Resource.Text("project")}.iam.gserviceaccount.com", StringComparison.Ordinal)
            && !change.Deployed.Any(other => other.Type == GcpNames.ServiceAccount && other.Text("member") == member))
            throw new ProviderException($"Error 400: Service account {member["serviceAccount:".Length..]} does not exist. Grant to one that this stack declares.");
    }

    // https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
    private static void RequirePool(ResourceChange change)
    {
        if ((string?)change.Resource.Inputs["member"] is { } member && member.StartsWith("principal://", StringComparison.Ordinal) && !Before(change).Any(other => other.Type == GcpNames.Cluster))
            throw new ProviderException($"Error 400: Identity Pool does not exist ({change.Resource.Text("project")}.svc.id.goog). Let the grant depend on the cluster, which brings it into being.");
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,62}\z")]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"\A[a-z0-9_-]{0,63}\z")]
    private static partial Regex LabelValue();
}
