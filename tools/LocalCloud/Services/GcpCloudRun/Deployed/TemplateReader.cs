using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;

/// <summary>Reads a job's template as the provider names its members; one that the local cloud does not honour is refused by name.</summary>
internal static class TemplateReader
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        [""] = ["parallelism", "taskCount", "template"],
        ["template"] = ["containers", "executionEnvironment", "maxRetries", "serviceAccount", "timeout"],
        ["template.containers"] = ["args", "envs", "image", "name", "resources"],
        ["template.containers.envs"] = ["name", "value"],
        ["template.containers.resources"] = ["limits"],
        ["template.containers.resources.limits"] = ["cpu", "memory"],
    };

    // Defaults: https://docs.cloud.google.com/run/docs/configuring/max-retries, /task-timeout and /jobs/memory-limits
    private const int DefaultRetries = 3;
    private const string DefaultTimeout = "600s";

    private const string Memory = "resources.limits.memory";

    /// <summary>Reads and checks. Throws <see cref="FormatException"/> naming the member.</summary>
    public static JobTemplate Read(JsonObject declared)
    {
        var json = declared.DeepClone().AsObject();
        ModelledJson.Members(json, "template", Members);
        var task = json["template"] as JsonObject ?? throw new FormatException("template.template is missing");
        if (task["containers"] is not JsonArray { Count: 1 } containers)
        {
            throw new FormatException("template.template.containers: the local cloud runs one container a task");
        }
        if ((string?)task["executionEnvironment"] is not (null or "EXECUTION_ENVIRONMENT_GEN2") and var generation)
        {
            throw new FormatException($"template.template.executionEnvironment is '{generation}'; jobs run in EXECUTION_ENVIRONMENT_GEN2");
        }
        var template = Read(containers[0]!.AsObject(), task, json);
        JobLimits.Tasks(template.TaskCount, template.Parallelism);
        JobLimits.Retries(template.MaxRetries);
        JobLimits.Timeout(template.TimeoutSeconds);
        JobLimits.Variables(template.Environment);
        return template;
    }

    private static JobTemplate Read(JsonObject container, JsonObject task, JsonObject json)
    {
        var limits = container["resources"]?["limits"];
        RunSize.Check(("resources.limits.cpu", (string?)limits?["cpu"] ?? "1"), (Memory, RunSize.MiB(Memory, (string?)limits?["memory"] ?? "512Mi")));
        return new(
            (string?)container["image"] ?? throw new FormatException("template.template.containers[0].image is missing"),
            [.. (container["args"] as JsonArray ?? []).Select(word => (string?)word ?? "")],
            Variables(container["envs"] as JsonArray ?? []),
            (string?)task["serviceAccount"],
            Whole(json["taskCount"], "taskCount") ?? 1,
            Whole(json["parallelism"], "parallelism") ?? 0,
            Whole(task["maxRetries"], "maxRetries") ?? DefaultRetries,
            Seconds((string?)task["timeout"] ?? DefaultTimeout));
    }

    private static ImmutableSortedDictionary<string, string> Variables(JsonArray envs)
    {
        var variables = envs.OfType<JsonObject>().Select(env => KeyValuePair.Create((string?)env["name"] ?? "", (string?)env["value"] ?? "")).ToList();
        return variables.CountBy(variable => variable.Key).FirstOrDefault(count => count.Value > 1).Key is { } twice
            ? throw new FormatException($"template.template.containers[0].envs: {twice} stands there more than once")
            : variables.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static int? Whole(JsonNode? node, string member) => node is null ? null
        : int.TryParse(node.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{member} is '{node}'; expected a whole number");

    private static int Seconds(string text) => text.EndsWith('s') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        ? seconds
        : throw new FormatException($"timeout is '{text}'; expected whole seconds such as 600s");
}
