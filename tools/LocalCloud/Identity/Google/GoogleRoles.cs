using System.Collections.Frozen;

namespace CloudStacks.LocalCloud.Identity.Google;

/// <summary>
/// The predefined roles that programs grant, with those of their permissions that something here asks for
/// (https://docs.cloud.google.com/storage/docs/access-control/iam-roles, https://docs.cloud.google.com/iam/docs/roles-permissions). Any other role is refused by name.
/// </summary>
internal static class GoogleRoles
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Permissions = new Dictionary<string, FrozenSet<string>>
    {
        ["roles/dataflow.worker"] = Set("dataflow.workItems.lease", "dataflow.workItems.update", "storage.buckets.get", "storage.objects.create", "storage.objects.get"),
        ["roles/storage.objectViewer"] = Set("storage.objects.get", "storage.objects.list"),
        ["roles/storage.objectCreator"] = Set("storage.objects.create"),
        ["roles/storage.objectUser"] = Set("storage.objects.create", "storage.objects.delete", "storage.objects.get", "storage.objects.list"),
        // https://docs.cloud.google.com/artifact-registry/docs/access-control#roles
        ["roles/artifactregistry.reader"] = Set("artifactregistry.repositories.downloadArtifacts"),
        // What nodes write of themselves goes nowhere here: https://docs.cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
        ["roles/container.defaultNodeServiceAccount"] = Set("logging.logEntries.create", "monitoring.timeSeries.create"),
        ["roles/artifactregistry.writer"] = Set("artifactregistry.repositories.downloadArtifacts", "artifactregistry.repositories.uploadArtifacts"),
        ["roles/eventarc.eventReceiver"] = Set("eventarc.events.receiveEvent"),
        ["roles/logging.logWriter"] = Set("logging.logEntries.create"),
        ["roles/pubsub.publisher"] = Set("pubsub.topics.publish"),
        ["roles/run.invoker"] = Set("run.jobs.run", "run.routes.invoke"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every role that is modelled.</summary>
    public static IEnumerable<string> Known => Permissions.Keys.Order(StringComparer.Ordinal);

    /// <summary>A role's permissions, or null where it is not modelled.</summary>
    public static IReadOnlySet<string>? Find(string role) => Permissions.GetValueOrDefault(role);

    /// <summary>The narrowest role that has a permission, or null.</summary>
    public static string? With(string permission) =>
        Permissions.Where(role => role.Value.Contains(permission)).OrderBy(role => role.Value.Count).ThenBy(role => role.Key, StringComparer.Ordinal).Select(role => role.Key).FirstOrDefault();

    private static FrozenSet<string> Set(params string[] permissions) => permissions.ToFrozenSet(StringComparer.Ordinal);
}
