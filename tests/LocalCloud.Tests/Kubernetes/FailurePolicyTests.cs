using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.Kubernetes;

/// <summary>What a pod failure policy makes of failures. https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy</summary>
public sealed class FailurePolicyTests
{
    private const string Disrupted = """{"action":"Ignore","onPodConditions":[{"type":"DisruptionTarget","status":"True"}]}""";
    private const string BadInput = """{"action":"FailIndex","onExitCodes":{"containerName":"worker","operator":"In","values":[64,65]}}""";
    private const string Fatal = """{"action":"FailJob","onExitCodes":{"operator":"NotIn","values":[1,64,65,143]}}""";

    [Fact]
    public async Task FailedIndexIsNotTriedAgain()
    {
        var status = await EndAsync("[ $JOB_COMPLETION_INDEX = 0 ] || exit 65", 2, BadInput);
        Assert.Equal("FailedIndexes", ClusterStack.Condition(status, "Failed"));
        Assert.Equal(("0", "1", 1), ((string)status["completedIndexes"]!, (string)status["failedIndexes"]!, (int)status["failed"]!));
    }

    [Fact]
    public async Task FailedJobStopsTheOthers()
    {
        var status = await EndAsync("[ $JOB_COMPLETION_INDEX = 0 ] && exec sleep 60; exit 70", 2, BadInput, Fatal);
        Assert.Equal("PodFailurePolicy", ClusterStack.Condition(status, "Failed"));
    }

    [Fact]
    public async Task WhatNoRuleMatchesCounts() => Assert.Equal(3, (int)(await EndAsync("exit 1", 1, BadInput, Fatal))["failed"]!);

    [Fact]
    public async Task FirstRuleThatMatchesDecides()
    {
        var both = """{"action":"FailJob","onExitCodes":{"operator":"In","values":[65]}}""";
        Assert.Equal("FailedIndexes", ClusterStack.Condition(await EndAsync("exit 65", 1, BadInput, both), "Failed"));
        Assert.Equal("PodFailurePolicy", ClusterStack.Condition(await EndAsync("exit 65", 1, both, BadInput), "Failed"));
    }

    /// <summary>A pod whose node is taken back is replaced, however often, and nothing is counted.</summary>
    [Fact]
    public async Task DisruptedPodIsReplacedForFree()
    {
        await using var cluster = ClusterStack.Open("[ -e ../../third ] && exit; [ -e ../../second ] && touch ../../third; touch ../../second; exec sleep 60", spec =>
        {
            spec["backoffLimitPerIndex"] = 0;
            spec["podFailurePolicy"] = Manifests.Policy(Disrupted);
            spec["template"]!["spec"]!["nodeSelector"] = new JsonObject { ["spot"] = "true" };
        }, faults: "preempt=1,seed=1");
        await cluster.StartAsync("j", 1);
        var status = await cluster.EndAsync("j");
        Assert.Equal((1, 0), ((int)status["succeeded"]!, (int)status["failed"]!));
        var conditions = (await cluster.PodsAsync("j")).SkipLast(1).Select(pod => (string?)pod["status"]!["conditions"]![0]!["reason"]).ToList();
        Assert.True(conditions.Count >= 2, "three pods at least");
        Assert.All(conditions, reason => Assert.Equal("TerminationByKubelet", reason));
    }

    /// <summary>In rare cases two pods run for one index; what the second one does changes nothing.</summary>
    [Fact]
    public async Task SecondPodOfAnIndexIsEndedOnceTheFirstIsDone()
    {
        await using var cluster = ClusterStack.Open("mkdir ../../first 2>/dev/null && exit; exec sleep 60", faults: "duplicate=1,seed=1");
        await cluster.StartAsync("j", 1);
        var status = await cluster.EndAsync("j");
        Assert.Equal((1, 0), ((int)status["succeeded"]!, (int)status["failed"]!));
        Assert.Single(await cluster.PodsAsync("j"));
    }

    private static async Task<JsonNode> EndAsync(string script, int completions, params string[] rules)
    {
        await using var cluster = ClusterStack.Open(script, spec => spec["podFailurePolicy"] = Manifests.Policy(rules));
        await cluster.StartAsync("j", completions);
        return await cluster.EndAsync("j");
    }
}
