using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.Kubernetes;

/// <summary>The parts of manifests that tests begin with.</summary>
internal static class Manifests
{
    public static JsonObject Metadata(string name, string uid) => new() { ["name"] = name, ["namespace"] = ClusterStack.Namespace, ["uid"] = uid };

    /// <summary>A suspended Indexed Job whose indexes may be tried three times.</summary>
    public static JsonObject JobSpec() => JsonNode.Parse("""
        {
          "completionMode": "Indexed", "completions": 1, "parallelism": 1, "suspend": true, "backoffLimitPerIndex": 2,
          "template": { "spec": {
            "restartPolicy": "Never", "serviceAccountName": "worker", "terminationGracePeriodSeconds": 5,
            "containers": [ { "name": "worker", "image": "image", "env": [
              { "name": "GREETING", "value": "hello" },
              { "name": "POD", "valueFrom": { "fieldRef": { "fieldPath": "metadata.name" } } },
              { "name": "FAILURES", "valueFrom": { "fieldRef": { "fieldPath": "metadata.annotations['batch.kubernetes.io/job-index-failure-count']" } } },
              { "name": "NOTE", "valueFrom": { "fieldRef": { "fieldPath": "metadata.annotations['example/note']" } } } ] } ] } }
        }
        """)!.AsObject();

    /// <summary>A policy with these rules.</summary>
    public static JsonObject Policy(params string[] rules) => new() { ["rules"] = new JsonArray([.. rules.Select(rule => JsonNode.Parse(rule))]) };

    public static JsonObject Container(JsonObject spec) => spec["template"]!["spec"]!["containers"]![0]!.AsObject();
}
