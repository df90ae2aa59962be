using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>A function, 2nd gen: what is built, run and triggered changes in place; only name and place are for good.</summary>
internal sealed partial class FunctionModel : GcpModel
{
    // https://docs.cloud.google.com/run/docs/triggering/storage-triggers
    private static readonly string[] Apis =
        ["run.googleapis.com", "cloudbuild.googleapis.com", "artifactregistry.googleapis.com", "eventarc.googleapis.com", "pubsub.googleapis.com"];

    public FunctionModel() : base(GcpNames.Function)
    {
        Api = "cloudfunctions.googleapis.com";
        Located = true;
        NameInput = "name";
        Mutable = ["buildConfig", "description", "eventTrigger", "labels", "serviceConfig"];
        Id = "projects/{project}/locations/{location}/functions/{name}";
        Computed = [("environment", "GEN_2"), ("state", "ACTIVE"), ("url", "https://{location}-{project}.cloudfunctions.net/{name}")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        // The service under the function has the same name, in lower case and with hyphens; with another one its grants miss it.
        if ((string)Describe(identity, inputs).Outputs["name"]! is var name && !Name().IsMatch(name))
            yield return $"function name '{name}'; expected at most 49 lower-case letters, digits and hyphens, with a letter first and no hyphen last";
        if (Refusal(inputs) is { } refusal)
            yield return refusal;
    }

    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (id, outputs) = base.Describe(identity, inputs);
        var (name, place) = ((string)outputs["name"]!, id[..id.IndexOf("/functions/", StringComparison.Ordinal)]);
        if (inputs["serviceConfig"]?.DeepClone() is JsonObject service)
        {
            service["service"] = $"{place}/services/{name}";
            service["uri"] = $"https://{name}-{PhysicalName.Hex(identity, 10)}-uc.a.run.app";
            outputs["serviceConfig"] = service;
        }
        if (inputs["eventTrigger"]?.DeepClone() is JsonObject trigger)
        {
            trigger["trigger"] = $"{place}/triggers/{name}-{PhysicalName.Hex(identity, 6, "trigger")}";
            trigger["pubsubTopic"] = $"projects/{outputs["project"]}/topics/eventarc-{outputs["location"]}-{name}-{PhysicalName.Hex(identity, 6, "trigger")}-000";
            outputs["eventTrigger"] = trigger;
        }
        return (id, outputs);
    }

    public override async Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.CreateAsync(change, cancellationToken);
        foreach (var api in Apis)
            RequireApi(change, api);
        new FunctionDeployment(change.Resource, [.. Before(change)]).Require();
    }

    public override async Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.UpdateAsync(change, cancellationToken);
        new FunctionDeployment(change.Resource, [.. Before(change)]).Require();
    }

    /// <summary>Reads what the service will read, so that it is refused when it is deployed and in the same words.</summary>
    private static string? Refusal(JsonObject inputs)
    {
        try
        {
            FunctionReader.Read(inputs);
            return null;
        }
        catch (FormatException refusal)
        {
            return refusal.Message;
        }
    }

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,47}[a-z0-9])?\z")]
    private static partial Regex Name();
}
