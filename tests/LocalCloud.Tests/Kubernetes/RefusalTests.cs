using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Tests.Kubernetes;

/// <summary>What the API server refuses, and what the local cloud does not model.</summary>
public sealed class RefusalTests
{
    /// <summary>https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/batch/validation/validation.go</summary>
    [Theory]
    [InlineData("""{"completionMode":"NonIndexed"}""", "spec.completionMode is \"NonIndexed\"; the local cloud models Indexed")]
    [InlineData("""{"completions":-1}""", "spec.completions: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"parallelism":100001}""", "spec.parallelism: Invalid value: 100001: must be from 0 to 100000")]
    [InlineData("""{"backoffLimitPerIndex":-1}""", "spec.backoffLimitPerIndex: Invalid value: -1")]
    [InlineData("""{"maxFailedIndexes":2}""", "spec.maxFailedIndexes: Invalid value: 2: must be less than or equal to completions")]
    [InlineData("""{"maxFailedIndexes":1,"backoffLimitPerIndex":null}""", "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified")]
    [InlineData("""{"completions":100001}""", "spec.maxFailedIndexes: Required value: at most 10000 when completions is above 100000")]
    [InlineData("""{"successPolicy":{}}""", "spec.successPolicy: the local cloud does not model 'successPolicy'")]
    [InlineData("""{"podReplacementPolicy":"TerminatingOrFailed","podFailurePolicy":{"rules":[]}}""", "spec.podReplacementPolicy: Unsupported value: \"TerminatingOrFailed\"")]
    [InlineData("""{"template":{"spec":{"restartPolicy":"Always"}}}""", "spec.template.spec.restartPolicy: Unsupported value: \"Always\": supported values: \"OnFailure\", \"Never\"")]
    [InlineData("""{"template":{"spec":{"restartPolicy":"OnFailure"}}}""", "the local cloud models Never")]
    [InlineData("""{"template":{"spec":{"activeDeadlineSeconds":0}}}""", "spec.template.spec.activeDeadlineSeconds: Invalid value: 0")]
    [InlineData("""{"template":{"spec":{"containers":[]}}}""", "the local cloud runs one container a pod")]
    [InlineData("""{"template":{"spec":{"hostNetwork":true}}}""", "the local cloud does not model 'hostNetwork'")]
    [InlineData("""{"completions":"many"}""", "spec.completions: Invalid value: expected another kind of value")]
    [InlineData("""{"completionMode":null}""", "Required value: 'completionMode'")]
    public void OfJobs(string patch, string expected)
    {
        var failure = Assert.Throws<FormatException>(() => JobSpecReader.Read(KubernetesJson.Merge(Manifests.JobSpec(), JsonNode.Parse(patch))));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"action":"FailIndex"}""", "must have one of onExitCodes and onPodConditions")]
    [InlineData("""{"action":"Count","onExitCodes":{"operator":"In","values":[1]},"onPodConditions":[{"type":"X"}]}""", "must have one of onExitCodes and onPodConditions")]
    [InlineData("""{"action":"Count","onExitCodes":{"operator":"In","values":[0,1]}}""", "values: Invalid value: 0: must not be 0 for the In operator")]
    [InlineData("""{"action":"Count","onExitCodes":{"operator":"NotIn","values":[2,1]}}""", "values: Invalid value: must be ordered and without duplicates")]
    [InlineData("""{"action":"Count","onExitCodes":{"operator":"NotIn","values":[1,1]}}""", "values: Invalid value: must be ordered and without duplicates")]
    [InlineData("""{"action":"Count","onExitCodes":{"operator":"In","values":[]}}""", "values: Invalid value: must have 1 to 255 values")]
    [InlineData("""{"action":"Count","onExitCodes":{"operator":"Is","values":[1]}}""", "operator: Unsupported value: \"Is\"")]
    public void OfFailureRules(string rule, string expected)
    {
        var spec = Manifests.JobSpec();
        spec["podFailurePolicy"] = Manifests.Policy(rule);
        Assert.Contains("spec.podFailurePolicy.rules[0]", Assert.Throws<FormatException>(() => JobSpecReader.Read(spec)).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<FormatException>(() => JobSpecReader.Read(spec)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FailIndexNeedsALimitPerIndex()
    {
        var spec = Manifests.JobSpec();
        spec.Remove("backoffLimitPerIndex");
        spec["podFailurePolicy"] = Manifests.Policy("""{"action":"FailIndex","onExitCodes":{"operator":"In","values":[65]}}""");
        Assert.Contains("requires the backoffLimitPerIndex to be set", Assert.Throws<FormatException>(() => JobSpecReader.Read(spec)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("250m", 0.25)]
    [InlineData("2Gi", 2147483648)]
    [InlineData("1k", 1000)]
    public void QuantitiesAreRead(string text, double expected) => Assert.Equal((decimal)expected, Quantity.Read(text, "place"));

    [Theory]
    [InlineData("")]
    [InlineData("1.5x")]
    [InlineData("-1")]
    public void OtherQuantitiesAreNot(string text) => Assert.StartsWith("place: Invalid value", Assert.Throws<FormatException>(() => Quantity.Read(text, "place")).Message, StringComparison.Ordinal);

    /// <summary>
    /// The number of completions changes only together with the parallelism (https://www.kubernetes.dev/resources/keps/3715/), and annotations of the
    /// pods only before the first one was made (https://www.kubernetes.dev/resources/keps/2926/).
    /// </summary>
    [Theory]
    [InlineData("""{"completions":3}""", "spec.completions: Invalid value: 3: can only be modified in tandem with spec.parallelism")]
    [InlineData("""{"backoffLimitPerIndex":3}""", "spec.backoffLimitPerIndex: Invalid value: field is immutable")]
    [InlineData("""{"podFailurePolicy":{"rules":[]}}""", "spec.podFailurePolicy: Invalid value: field is immutable")]
    [InlineData("""{"template":{"spec":{"serviceAccountName":"other"}}}""", "spec.template: Invalid value: field is immutable")]
    public async Task OfPatches(string patch, string expected)
    {
        await using var cluster = ClusterStack.Open("true");
        await cluster.DoAsync("create", "job", "j", "--from=cronjob/worker");
        Assert.Equal($"error: The Job \"j\" is invalid: {expected}\n", await cluster.RefusalAsync("patch", "job", "j", "--type=merge", "--patch={\"spec\":" + patch + "}"));
    }

    [Fact]
    public async Task AnnotationsOfPodsStayOnceOneWasMade()
    {
        await using var cluster = ClusterStack.Open("""[ "$NOTE" = now ]""");
        await cluster.DoAsync("create", "job", "j", "--from=cronjob/worker");
        await cluster.DoAsync("patch", "job", "j", "--type=merge", """--patch={"spec":{"suspend":false,"template":{"metadata":{"annotations":{"example/note":"now"}}}}}""");
        await cluster.EndAsync("j");
        Assert.Contains("spec.template: Invalid value: field is immutable",
            await cluster.RefusalAsync("patch", "job", "j", "--type=merge", """--patch={"spec":{"template":{"metadata":{"annotations":{"example/note":"then"}}}}}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: unknown command \"apply\" for \"kubectl\"", "apply", "-f", "job.yaml")]
    [InlineData("error: unknown flag: --dry-run", "create", "job", "j", "--from=cronjob/worker", "--dry-run=client")]
    [InlineData("error: create cronjob x: the local cloud models create job NAME --from=cronjob/NAME", "create", "cronjob", "x")]
    [InlineData("Error from server (NotFound): cronjobs.batch \"other\" not found", "create", "job", "j", "--from=cronjob/other")]
    [InlineData("error: failed to create job: Job.batch \"J\" is invalid: metadata.name", "create", "job", "J", "--from=cronjob/worker")]
    [InlineData("Error from server (NotFound): jobs.batch \"j\" not found", "patch", "job", "j", "--type=merge", "--patch={\"spec\":{}}")]
    [InlineData("error: --type: '': the local cloud models merge", "patch", "job", "j", "--patch={\"spec\":{}}")]
    [InlineData("error: --output: 'yaml': the local cloud models json", "get", "jobs", "-o", "yaml")]
    [InlineData("error: --tail: '': the local cloud models -1", "logs", "-l", "a=b")]
    [InlineData("error: --selector: 'a!=b': the local cloud models key=value", "get", "pods", "-o=json", "-l=a!=b")]
    [InlineData("error: --cascade: '': the local cloud models foreground", "delete", "job", "j")]
    public async Task OfCommands(string expected, params string[] arguments)
    {
        await using var cluster = ClusterStack.Open("true");
        Assert.StartsWith(expected, (await cluster.RefusalAsync(arguments)).Replace("'--namespace=tasks'", "''", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondJobOfANameIsRefused()
    {
        await using var cluster = ClusterStack.Open("true");
        await cluster.DoAsync("create", "job", "j", "--from=cronjob/worker");
        Assert.Equal("Error from server (AlreadyExists): jobs.batch \"j\" already exists\n", await cluster.RefusalAsync("create", "job", "j", "--from=cronjob/worker"));
    }
}
