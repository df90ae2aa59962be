using CloudStacks.Catalog;

namespace CloudStacks.Cli.Checks;

/// <summary>What each cloud's official CLI must be able to do.</summary>
internal static class CloudProbes
{
    /// <summary>What a service needs: its cloud's login, and <c>kubectl</c> where its jobs run in a cluster.</summary>
    public static IEnumerable<Probe> For(CloudService service) => For(service.Cloud).Concat(service is { Cloud: Cloud.Google } && service.Tools.Contains("kubectl") ? Gke : []);

    // The cluster's own credentials come with each run, so that no current context is looked for.
    private static readonly Probe[] Gke =
    [
        new("kubectl", ["kubectl", "version", "--client"], "making and deleting Jobs", "gcloud components install kubectl"),
        new("GKE plug-in", ["gke-gcloud-auth-plugin", "--version"], "kubectl's and Pulumi's way into the cluster", "gcloud components install gke-gcloud-auth-plugin"),
    ];

    private static IEnumerable<Probe> For(Cloud cloud) => cloud switch
    {
        Cloud.Aws =>
        [
            new("aws", ["aws", "--version"], "submitting, watching and cancelling jobs", "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"),
            new("AWS credentials", ["aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text"], "everything in AWS", "aws configure sso (or: aws configure)"),
        ],
        Cloud.Google =>
        [
            new("gcloud", ["gcloud", "--version"], "submitting, watching and cancelling jobs", "https://cloud.google.com/sdk/docs/install"),
            new("Google credentials", ["gcloud", "auth", "list", "--filter=status:ACTIVE", "--format=value(account)"], "everything in Google Cloud", "gcloud auth login, and gcloud auth application-default login for Pulumi"),
        ],
        Cloud.Azure =>
        [
            new("az", ["az", "version", "--query", "\"azure-cli\"", "--output", "tsv"], "submitting, watching and cancelling jobs", "https://learn.microsoft.com/cli/azure/install-azure-cli"),
            new("Azure login", ["az", "account", "show", "--query", "name", "--output", "tsv"], "everything in Azure", "az login"),
        ],
        _ => [new("kubectl", ["kubectl", "config", "current-context"], "the cluster that the job runs in", "https://kubernetes.io/docs/tasks/tools/ (and a kubeconfig)")],
    };
}
