using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.Worker.CloudEvents;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;

/// <summary>Reads a function as the provider names its members; one that the local cloud does not honour is refused by name.</summary>
internal static class FunctionReader
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        [""] = ["buildConfig", "eventTrigger", "serviceConfig"],
        ["buildConfig"] = ["dockerRepository", "entryPoint", "runtime", "serviceAccount", "source"],
        ["buildConfig.source"] = ["storageSource"],
        ["buildConfig.source.storageSource"] = ["bucket", "object"],
        ["eventTrigger"] = ["eventFilters", "eventType", "retryPolicy", "serviceAccountEmail", "triggerRegion"],
        ["eventTrigger.eventFilters"] = ["attribute", "value"],
        ["serviceConfig"] =
        [
            "availableCpu", "availableMemory", "environmentVariables", "ingressSettings", "maxInstanceCount", "maxInstanceRequestConcurrency",
            "serviceAccountEmail", "timeoutSeconds",
        ],
    };

    // Defaults: https://github.com/pulumi/pulumi-gcp/blob/v9.35.0/sdk/dotnet/CloudFunctionsV2/Inputs/FunctionServiceConfigArgs.cs,
    // https://cloud.google.com/functions/docs/configuring/max-instances
    private const int DefaultTimeout = 60;
    private const int DefaultConcurrency = 1;
    private const int DefaultInstances = 100;

    /// <summary>Reads and checks. Throws <see cref="FormatException"/> naming the member.</summary>
    public static FunctionSettings Read(JsonObject inputs)
    {
        var json = new JsonObject(Members[""].Where(member => inputs[member] is not null).Select(member => KeyValuePair.Create(member, inputs[member]?.DeepClone())));
        ModelledJson.Members(json, "function", Members);
        var (build, service) = (json["buildConfig"] as JsonObject ?? [], json["serviceConfig"] as JsonObject ?? []);
        var trigger = json["eventTrigger"] is JsonObject declared ? ReadTrigger(declared) : null;
        FunctionLimits.Runtime((string?)build["runtime"], (string?)build["entryPoint"]);
        FunctionLimits.Size((string?)service["availableCpu"], (string?)service["availableMemory"]);
        FunctionLimits.Ingress((string?)service["ingressSettings"]);
        var settings = new FunctionSettings
        {
            Source = ReadSource(build["source"]?["storageSource"]),
            EntryPoint = (string?)build["entryPoint"],
            DockerRepository = (string?)build["dockerRepository"],
            Builder = ((string?)build["serviceAccount"])?.Split('/')[^1],
            ServiceAccount = (string?)service["serviceAccountEmail"],
            Environment = (service["environmentVariables"] as JsonObject ?? []).ToImmutableSortedDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal),
            MaxInstances = Whole(service, "maxInstanceCount") ?? DefaultInstances,
            Concurrency = Whole(service, "maxInstanceRequestConcurrency") ?? DefaultConcurrency,
            Timeout = TimeSpan.FromSeconds(Whole(service, "timeoutSeconds") ?? DefaultTimeout),
            Trigger = trigger,
        };
        FunctionLimits.Check(settings);
        return settings;
    }

    private static (string Bucket, string Name) ReadSource(JsonNode? source) => ((string?)source?["bucket"], (string?)source?["object"]) is ({ } bucket, { } name)
        ? (bucket, name)
        : throw new FormatException("buildConfig.source.storageSource: expected bucket and object; the local cloud models source in Cloud Storage");

    private static EventTrigger ReadTrigger(JsonObject trigger)
    {
        if ((string?)trigger["eventType"] is not TicketEvents.Finalized and var type)
        {
            throw new FormatException($"eventTrigger.eventType is '{type}'; the local cloud models {TicketEvents.Finalized}");
        }
        var filters = (trigger["eventFilters"] as JsonArray ?? []).OfType<JsonObject>().ToLookup(filter => (string?)filter["attribute"], filter => (string?)filter["value"]);
        if (filters.FirstOrDefault(filter => filter.Key is not "bucket") is { } other)
        {
            throw new FormatException($"eventTrigger.eventFilters: '{other.Key}' is no attribute of storage events; expected bucket, the only one");
        }
        // https://github.com/firebase/firebase-tools/issues/4974
        return filters["bucket"].ToList() is not [{ } bucket] ? throw new FormatException("eventTrigger.eventFilters: storage event trigger is missing bucket filter; expected one")
            : new(bucket, (string?)trigger["triggerRegion"], Retry((string?)trigger["retryPolicy"]), (string?)trigger["serviceAccountEmail"]);
    }

    private static bool Retry(string? policy) => policy switch
    {
        "RETRY_POLICY_RETRY" => true,
        null or "RETRY_POLICY_UNSPECIFIED" or "RETRY_POLICY_DO_NOT_RETRY" => false,
        _ => throw new FormatException($"eventTrigger.retryPolicy is '{policy}'; expected RETRY_POLICY_RETRY or RETRY_POLICY_DO_NOT_RETRY"),
    };

    private static int? Whole(JsonObject json, string member) => json[member] is not { } node ? null
        : int.TryParse(node.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"serviceConfig.{member} is '{node}'; expected a whole number");
}
