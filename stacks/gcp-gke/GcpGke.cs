using System.Globalization;
using CloudStacks.Shared;
using CloudStacks.Shared.Gcp;
using CloudStacks.Shared.Kubernetes;
using Pulumi;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace CloudStacks.Stacks;

/// <summary>The job as an Indexed Job on a GKE Autopilot cluster: a run has one pod for each slice, and the last pod to finish reduces.</summary>
public sealed class GcpGke : ReferenceDeployment
{
    private const string Id = "gcp-gke";

    public GcpGke(string name, ComponentResourceOptions? options = null) : base(Id, name, options)
    {
        // Settings: what the user chose, checked against what Autopilot allows, and where it goes.
        var settings = StackSettings.Load(Limits);
        var place = GcpPlace.Load();
        var labels = GcpLabels.For(Id, settings);
        var component = new ComponentResourceOptions { Parent = this };

        // APIs: what the project must have switched on, before anything else.
        var apis = new GcpServices($"{name}-api", place, ["storage", "iam", "artifactregistry", "compute", "container"], component);

        // Storage: one bucket for the input and the jobs, one repository for the worker's image.
        var store = new GcpJobStore($"{name}-store", place, labels, apis, component);
        var image = new GcpWorkerImage($"{name}-worker", settings, place, labels, apis, component);

        // Compute: a cluster without nodes of ours. What is deployed into it goes through its own provider, never through ~/.kube/config.
        var cluster = new GkeAutopilot($"{name}-autopilot", place, image, labels, apis, component);
        var provider = new KubernetesProvider($"{name}-provider", new KubernetesProviderArgs
        {
            KubeConfig = Output.Tuple(cluster.Endpoint, cluster.Authority).Apply(parts => KubeConfig.WithPlugin($"https://{parts.Item1}", parts.Item2, "gke-gcloud-auth-plugin")),
        }, new CustomResourceOptions { Parent = this });
        var inside = new ComponentResourceOptions { Parent = this, Providers = { provider } };

        // Identity: the pods' service account is a principal of Google's IAM by itself, with roles on the bucket.
        var ns = new WorkerNamespace($"{name}-tasks", settings, labels, inside);
        var identity = new GcpWorkloadIdentity($"{name}-identity", place, ns.Name, ns.Account, store.Bucket, GcpJobStore.TaskRoles, component);

        // Work: the template that each run makes its Job of.
        var template = new WorkerCronJob($"{name}-template", settings, ns, new KubernetesWorker(image.Reference, store.Uri)
        {
            NodeSelector = settings.Spot ? new() { ["cloud.google.com/gke-spot"] = "true" } : [],
            GraceSeconds = settings.Spot ? SpotGraceSeconds : 30,
        }, labels, new ComponentResourceOptions { Parent = this, Providers = { provider }, DependsOn = { identity } });

        Store = store.Uri;
        Runbook = Output.Tuple(store.Uri, cluster.Name, ns.Name, template.Name)
            .Apply(names => Use(settings, place, labels, names.Item1, names.Item2, new KubernetesRunbook(names.Item3, names.Item4)).ToJson());
        RegisterOutputs(Outputs);
    }

    public override Output<string> Store { get; }

    public override Output<string> Runbook { get; }

    // Of what a Spot node is given to end, a pod gets this: https://cloud.google.com/kubernetes-engine/docs/how-to/autopilot-spot-pods.
    private const int SpotGraceSeconds = 25;

    // A namespace of a cluster with fewer than 100 nodes takes 1,500 pods (https://docs.cloud.google.com/kubernetes-engine/quotas). Sizes come in steps of
    // 0.25 vCPU with 1 to 6.5 GiB for each vCPU (https://cloud.google.com/kubernetes-engine/pricing); 30 vCPU and 110 GiB bound the general-purpose class.
    private static ServiceLimits Limits { get; } = new(Id)
    {
        MinVcpu = 0.25,
        MaxVcpu = 30,
        MinMemoryMiB = 512,
        MaxMemoryMiB = 110 * 1024,
        MaxParallelism = 1500,
        MaxTaskTimeoutSeconds = 24 * 3600,
        Spot = true,
        Size = SizeProblem,
    };

    private static string? SizeProblem(double vcpu, int memoryMiB) =>
        vcpu * 4 % 1 != 0 ? "expected vCPU in steps of 0.25"
        : memoryMiB >= vcpu * 1024 && memoryMiB <= vcpu * 6.5 * 1024 ? null
        : string.Create(CultureInfo.InvariantCulture, $"expected {vcpu * 1024} to {vcpu * 6.5 * 1024} MiB for this vCPU");

    private static Runbook Use(StackSettings settings, GcpPlace place, Dictionary<string, string> labels, string store, string cluster, KubernetesRunbook jobs)
    {
        // Into a file of its own, so that nobody's current context changes.
        var environment = GcpRunbook.Environment(place).Add("KUBECONFIG", $"artifacts/kubeconfig/{cluster}");
        var login = GcpRunbook.Step("write a kubeconfig", "container", "clusters", "get-credentials", cluster, "--location", place.Region);
        return new Runbook(store, environment, ReduceStep: false, Tickets: null, settings.MaxParallelism)
        {
            Submit = [login, .. jobs.Submit],
            Watch = jobs.Watch,
            Logs = [login, .. jobs.Logs],
            Report = GcpRunbook.Report(store),
            // A teardown that was cut off may have removed the cluster already, and its jobs with it.
            Cancel = [login with { DoneOn = ["Not found"] }, jobs.Cancel with { DoneOn = ["not found", "Unable to connect", "no such host", "connection refused"] }],
            Leftovers =
            [
                GcpRunbook.Listing("list clusters", "container", "clusters", "list", "--location", place.Region, $"--filter={GcpRunbook.Labelled("resourceLabels", labels)}"),
                GcpRunbook.Listing("list networks", "compute", "networks", "list", $"--filter=description={GcpServiceAccount.Marker(labels)}"),
                .. GcpRunbook.Leftovers(place, labels),
            ],
            Residue =
            [
                new("the project's workload identity pool", "it comes with the project's first cluster and stays", "free", "https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity"),
                new("log entries of the pods", "they lie in the project's _Default log bucket, which keeps them for 30 days", "free", "https://docs.cloud.google.com/logging/quotas"),
                new("APIs that were switched on", "other things in the project may use them", "free", "https://docs.cloud.google.com/service-usage/docs/enable-disable"),
            ],
        };
    }
}
