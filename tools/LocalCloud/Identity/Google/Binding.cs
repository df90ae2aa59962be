using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Identity.Google;

/// <summary>One grant: a member has a role on a resource and on all below it.</summary>
/// <param name="Member">Such as <c>serviceAccount:name@project.iam.gserviceaccount.com</c>.</param>
/// <param name="Role">Such as <c>roles/storage.objectViewer</c>.</param>
/// <param name="Resource">Such as <c>projects/_/buckets/name</c>; a project is above all that is in it.</param>
internal sealed record Binding(string Member, string Role, string Resource)
{
    // https://docs.cloud.google.com/iam/docs/full-resource-names, without the services' host names
    private static readonly Dictionary<string, Func<DeployedResource, string>> Scopes = new(StringComparer.Ordinal)
    {
        ["gcp:storage/bucketIAMMember:BucketIAMMember"] = grant => $"projects/_/buckets/{LastPart(grant, "bucket")}",
        ["gcp:projects/iAMMember:IAMMember"] = grant => $"projects/{LastPart(grant, "project")}",
        ["gcp:serviceaccount/iAMMember:IAMMember"] = grant => $"projects/-/serviceAccounts/{LastPart(grant, "serviceAccountId")}",
        ["gcp:artifactregistry/repositoryIamMember:RepositoryIamMember"] = grant => $"{Place(grant)}/repositories/{LastPart(grant, "repository")}",
        ["gcp:cloudrunv2/serviceIamMember:ServiceIamMember"] = grant => $"{Place(grant)}/services/{LastPart(grant, "name")}",
        ["gcp:cloudrunv2/jobIamMember:JobIamMember"] = grant => $"{Place(grant)}/jobs/{LastPart(grant, "name")}",
    };

    /// <summary>Every grant among resources. Throws <see cref="IdentityException"/> naming the first that cannot be honoured.</summary>
    public static ImmutableArray<Binding> Read(IEnumerable<DeployedResource> resources) =>
        [.. resources.Where(resource => Scopes.ContainsKey(resource.Type)).Select(Read)];

    /// <summary>Whether it reaches a resource.</summary>
    public bool Covers(string resource) =>
        resource == Resource || resource.StartsWith(Resource + "/", StringComparison.Ordinal) || Resource.Split('/') is ["projects", not "_"];

    private static Binding Read(DeployedResource grant)
    {
        var role = Text(grant, "role");
        return GoogleRoles.Find(role) is null
            ? throw new IdentityException($"{grant.Type} '{grant.Name}' grants the role '{role}'; the local cloud models {string.Join(", ", GoogleRoles.Known)}")
            : grant.Outputs["condition"] is JsonObject
            ? throw new IdentityException($"{grant.Type} '{grant.Name}' has a condition; the local cloud does not model conditions")
            : new(Text(grant, "member"), role, Scopes[grant.Type](grant));
    }

    private static string Place(DeployedResource grant) => $"projects/{Text(grant, "project")}/locations/{Text(grant, "location")}";

    private static string LastPart(DeployedResource grant, string output) => Text(grant, output).Split('/')[^1];

    private static string Text(DeployedResource grant, string output) =>
        grant.Text(output) ?? throw new IdentityException($"{grant.Urn} has no text '{output}' in the state; run `up` again");
}
