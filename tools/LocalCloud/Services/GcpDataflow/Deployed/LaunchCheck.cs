using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Models.Gcp;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Deployed;

/// <summary>What launcher and workers need before the first element can be processed, asked for in the order in which they need it.</summary>
internal sealed class LaunchCheck(StackState state, GoogleCloud google)
{
    // What a pipeline stages and drops again is written, read and deleted.
    private static readonly string[] FilePermissions = ["storage.objects.create", "storage.objects.get", "storage.objects.delete"];

    /// <summary>What is missing, or null. https://docs.cloud.google.com/dataflow/docs/guides/templates/configuring-flex-templates names the roles.</summary>
    public string? Problem(JobLaunch launch) =>
        launch.Account is not { } email ? "no --service-account-email is given, and the project's default account is not one that this stack declares"
        : state.OfType(GcpNames.ServiceAccount).All(account => account.Text("email") != email) ? $"the service account {email} does not exist in this stack"
        : launch.WorkerImage is not { } workers ? "the template names no image for the workers, which would run Beam's own without our worker (defaultEnvironment.sdkContainerImage)"
        : Image(launch.Image, new(PrincipalKind.ServiceAccount, email))
        ?? Image(workers, new(PrincipalKind.ServiceAccount, email))
        ?? Denied(new(PrincipalKind.ServiceAccount, email), "dataflow.workItems.lease", $"projects/{google.Project.Id}")
        ?? Files(launch, new(PrincipalKind.ServiceAccount, email))
        ?? Network(launch);

    private string? Image(string image, Principal account) => StackImages.Problem(state, image, "linux/amd64", "Dataflow's machines")
        ?? (state.OfType(GcpNames.Repository).FirstOrDefault(repository => image.StartsWith(repository.Text("registryUri") + "/", StringComparison.Ordinal)) is { } holding
            ? Denied(account, "artifactregistry.repositories.downloadArtifacts", holding.Id)
            : $"{image}: no deployed repository holds it");

    private string? Files(JobLaunch launch, Principal account) => launch.Locations.SelectMany(location => FilePermissions.Select(permission =>
        BucketOf(location) is { } bucket && state.OfType(GcpNames.Bucket).Any(found => found.Text("name") == bucket)
            ? Denied(account, permission, $"projects/_/buckets/{bucket}")
            : $"{location}: the bucket does not exist in this stack")).FirstOrDefault(problem => problem is not null);

    private string? Network(JobLaunch launch)
    {
        if (launch.Subnetwork is not { } path)
        {
            return "no --subnetwork is given, and the network default is not one that this stack declares";
        }
        var subnetwork = state.OfType(GcpNames.Subnetwork).FirstOrDefault(found => path == $"regions/{launch.Region}/subnetworks/{found.Text("name")}");
        return subnetwork is null ? $"the subnetwork {path} does not exist in this stack; expected regions/{launch.Region}/subnetworks/NAME"
            : !launch.PublicAddresses && (bool?)subnetwork.Inputs["privateIpGoogleAccess"] != true
                ? $"workers without public addresses cannot reach Google's APIs: Private Google Access is off on the subnetwork {path}. Set PrivateIpGoogleAccess = true"
                : null;
    }

    private string? Denied(Principal account, string permission, string resource) =>
        google.Iam.Check(account, permission, resource) is { Allowed: false } refusal ? refusal.Message : null;

    private static string? BucketOf(string location) => location.Split('/') is ["gs:", "", { Length: > 0 } bucket, ..] ? bucket : null;
}
