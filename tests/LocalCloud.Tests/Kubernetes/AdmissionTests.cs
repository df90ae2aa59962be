using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.Kubernetes;

/// <summary>What keeps pods from being made or started: nothing fails, everything waits, and why is said.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public Task QuotaThatIsUsedUp() => WaitsAsync(
        "pods \"j-2-\" is forbidden: exceeded quota: worker, requested: pods=1, used: pods=2, limited: pods=2", completions: 3, objects: all => Hard(all)["pods"] = "2", script: "exec sleep 60");

    [Fact]
    public Task QuotaThatWantsRequests() => WaitsAsync("failed quota: worker: must specify requests.cpu for: worker", objects: all => Hard(all)["requests.cpu"] = "4");

    [Fact]
    public Task QuotaOfMemory() => WaitsAsync(
        "exceeded quota: worker, requested: requests.memory=2147483648, used: requests.memory=0, limited: requests.memory=1Gi",
        spec => Manifests.Container(spec)["resources"] = new JsonObject { ["requests"] = new JsonObject { ["memory"] = "2Gi" } }, objects: all => Hard(all)["requests.memory"] = "1Gi");

    [Fact]
    public Task ServiceAccountThatIsMissing() => WaitsAsync(
        "error looking up service account tasks/worker: serviceaccount \"worker\" not found", objects: all => all.Remove("core/v1:ServiceAccount"));

    /// <summary>https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted</summary>
    [Fact]
    public Task PodThatIsNotRestricted() => WaitsAsync(
        "violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"worker\" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities",
        objects: all => all["core/v1:Namespace"]["metadata"]!["labels"] = new JsonObject { ["pod-security.kubernetes.io/enforce"] = "restricted" });

    /// <summary>It is no failure, so that no limit ever ends it: only the Job's deadline does.</summary>
    [Fact]
    public Task ImageThatCannotBePulled() => WaitsAsync("ImagePullBackOff: other: not found", spec => Manifests.Container(spec)["image"] = "other");

    [Fact]
    public Task JobThatNobodyLetsGo() => WaitsAsync("the Job j is suspended: spec.suspend is true", patch: """{"suspend":true}""");

    [Fact]
    public Task JobWithoutParallelism() => WaitsAsync("the Job j is paused: spec.parallelism is 0", patch: """{"suspend":false,"parallelism":0}""");

    [Fact]
    public async Task JobsThemselvesAreCountedToo()
    {
        await using var cluster = ClusterStack.Open("true", objects: all => Hard(all)["count/jobs.batch"] = "1");
        await cluster.DoAsync("create", "job", "first", "--from=cronjob/worker");
        Assert.Equal(
            "Error from server (Forbidden): jobs.batch \"second\" is forbidden: exceeded quota: worker, requested: count/jobs.batch=1, used: count/jobs.batch=1, limited: count/jobs.batch=1\n",
            await cluster.RefusalAsync("create", "job", "second", "--from=cronjob/worker"));
    }

    /// <summary>Pods beyond a quota are made once others have ended.</summary>
    [Fact]
    public async Task QuotaHoldsBackAndLetsGo()
    {
        await using var cluster = ClusterStack.Open("true", objects: all => Hard(all)["pods"] = "1");
        await cluster.StartAsync("j", 3);
        Assert.Equal(3, (int)(await cluster.EndAsync("j"))["succeeded"]!);
    }

    private static async Task WaitsAsync(
        string expected, Action<JsonObject>? edit = null, Action<Dictionary<string, JsonObject>>? objects = null, int completions = 1, string script = "true", string? patch = null)
    {
        await using var cluster = ClusterStack.Open(script, edit, objects);
        if (patch is null)
        {
            await cluster.StartAsync("j", completions);
        }
        else
        {
            await cluster.DoAsync("create", "job", "j", "--from=cronjob/worker");
            await cluster.DoAsync("patch", "job", "j", "--type=merge", "--patch={\"spec\":" + patch + "}");
        }
        await cluster.ReachAsync("j", _ => cluster.WhyWaiting is { } reason && !reason.StartsWith("this machine", StringComparison.Ordinal));
        Assert.Contains(expected, cluster.WhyWaiting, StringComparison.Ordinal);
    }

    private static JsonObject Hard(Dictionary<string, JsonObject> objects) => objects["core/v1:ResourceQuota"]["spec"]!["hard"]!.AsObject();
}
