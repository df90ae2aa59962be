using System.Text.Json;
using CloudStacks.Shared;
using Pulumi;

namespace CloudStacks.Stacks;

/// <summary>Any of the reference deployments in one stack, for a comparison: <c>cloudstacks:services</c> lists their ids.</summary>
public static class SideBySide
{
    private const string Expected = "expected a list of service ids such as [\"aws-batch\"]";

    /// <summary>The reference deployments by service id; each takes the name of its component.</summary>
    public static IReadOnlyDictionary<string, Func<string, ReferenceDeployment>> Programs { get; } = new Dictionary<string, Func<string, ReferenceDeployment>>
    {
        ["aws-batch"] = name => new AwsBatch(name),
        ["aws-lambda"] = name => new AwsLambda(name),
        ["aws-step-functions"] = name => new AwsStepFunctions(name),
        ["aws-ecs-fargate"] = name => new AwsEcsFargate(name),
        ["gcp-dataflow"] = name => new GcpDataflow(name),
        ["gcp-cloud-functions"] = name => new GcpCloudFunctions(name),
        ["gcp-cloud-run"] = name => new GcpCloudRun(name),
        ["gcp-gke"] = name => new GcpGke(name),
    };

    /// <summary>Deploys the services that the configuration lists. Throws <see cref="RunException"/> where it lists none, or one that is unknown or twice.</summary>
    /// <returns>The outputs of each service under its id.</returns>
    public static IDictionary<string, object?> Deploy() =>
        Services().ToDictionary(id => id, id => (object?)Summary(Programs[id](id)));

    private static Output<Dictionary<string, string>> Summary(ReferenceDeployment deployment) =>
        Output.Tuple(deployment.Store, deployment.Runbook).Apply(outputs => new Dictionary<string, string> { ["store"] = outputs.Item1, ["runbook"] = outputs.Item2 });

    private static string[] Services()
    {
        var text = new Config("cloudstacks").Get("services") ?? throw new RunException($"cloudstacks:services is missing: {Expected}");
        var services = Read(text);
        return services.Length == 0 || services.Distinct().Count() < services.Length ? throw Bad(text, Expected + ", each once")
            : services.FirstOrDefault(id => !Programs.ContainsKey(id)) is { } unknown ? throw Bad(unknown, $"expected one of {string.Join(", ", Programs.Keys)}")
            : services;
    }

    private static string[] Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(text) is { } services && services.All(id => id is not null) ? services : throw Bad(text, Expected);
        }
        catch (JsonException)
        {
            throw Bad(text, Expected);
        }
    }

    private static RunException Bad(string value, string expected) => new($"cloudstacks:services = {value}: {expected}");
}
