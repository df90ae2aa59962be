using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Google;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>What a deployment of a function needs: its source, what builds it, and a trigger that Eventarc takes. Only what the function waits for counts.</summary>
internal sealed class FunctionDeployment(DeployedResource function, IReadOnlyList<DeployedResource> before)
{
    private readonly FunctionSettings _settings = FunctionReader.Read(function.Inputs);
    private readonly GoogleIam _iam = new(before);

    private string Project => $"projects/{function.Text("project")}";

    /// <summary>Throws <see cref="ProviderException"/> where the service would refuse.</summary>
    public void Require()
    {
        RequireBuild();
        RequireAccount(_settings.ServiceAccount, "serviceConfig.serviceAccountEmail");
        if (_settings.Trigger is { } trigger)
            RequireTrigger(trigger);
    }

    private void RequireBuild()
    {
        var (bucket, name) = _settings.Source;
        var source = before.FirstOrDefault(other => other.Type == GcpNames.BucketObject && other.Text("bucket") == bucket && other.Text("name") == name)
            ?? throw new ProviderException($"Error 400: Source code object gs://{bucket}/{name} does not exist. Name an object that this stack uploads.");
        if (SourceCheck.Problem(PathOf(source)) is { } problem)
            throw new ProviderException($"Build failed: {problem}");
        if (_settings.DockerRepository is { } repository && !before.Any(other => other.Type == GcpNames.Repository && other.Id == repository))
            throw new ProviderException($"Error 400: Docker repository {repository} does not exist. Name one that this stack declares.");
        RequireAccount(_settings.Builder, "buildConfig.serviceAccount");
        Require(_settings.Builder!, "storage.objects.get", $"projects/_/buckets/{bucket}/objects/{name}", "Build failed");
        Require(_settings.Builder!, "logging.logEntries.create", Project, "Build failed");
        Require(_settings.Builder!, "artifactregistry.repositories.uploadArtifacts", _settings.DockerRepository ?? $"{Project}/locations/{function.Text("location")}/repositories/gcf-artifacts", "Build failed");
    }

    private static string PathOf(DeployedResource source) => (string?)source.Inputs["source"]?["path"]
        ?? throw new ProviderException($"Build failed: the source {source.Id} is no file; upload a .zip.");

    private void RequireTrigger(EventTrigger trigger)
    {
        var bucket = before.FirstOrDefault(other => other.Type == GcpNames.Bucket && other.Text("name") == trigger.Bucket)
            ?? throw new ProviderException($"Validation failed for trigger: Permission \"storage.buckets.get\" denied on \"Bucket \"{trigger.Bucket}\" could not be validated\". Name a bucket that this stack declares.");
        var region = trigger.Region ?? function.Text("location")!;
        // https://docs.cloud.google.com/eventarc/docs/understand-locations
        if (!string.Equals(bucket.Text("location"), region, StringComparison.OrdinalIgnoreCase))
            throw new ProviderException($"Validation failed for trigger: Bucket \"{trigger.Bucket}\" location \"{bucket.Text("location")?.ToLowerInvariant()}\" does not match trigger location \"{region}\".");
        // https://cloud.google.com/eventarc/docs/roles-permissions
        Require(GcpNames.StorageAgent, "pubsub.topics.publish", Project, "Validation failed for trigger: The Cloud Storage service account for your bucket is unable to publish to Cloud Pub/Sub topics");
        RequireAccount(trigger.Account, "eventTrigger.serviceAccountEmail");
        Require(trigger.Account!, "eventarc.events.receiveEvent", Project, "Validation failed for trigger");
    }

    private void RequireAccount(string? email, string member)
    {
        if (email is null)
            throw new ProviderException($"Error 403: {member} is missing, and the project's default account is not one that this stack declares. Name one that it declares.");
        if (!before.Any(other => other.Type == GcpNames.ServiceAccount && other.Text("email") == email))
            throw new ProviderException($"Error 403: Permission 'iam.serviceaccounts.actAs' denied on service account {email} (or it may not exist). Name one that this stack declares ({member}).");
    }

    private void Require(string account, string permission, string resource, string refusal)
    {
        if (_iam.Check(new(PrincipalKind.ServiceAccount, account), permission, resource) is { Allowed: false } refused)
            throw new ProviderException($"{refusal}: {refused.Message}, and let the function depend on that grant.");
    }
}
