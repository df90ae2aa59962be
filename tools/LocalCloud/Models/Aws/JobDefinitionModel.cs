using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>
/// A Fargate container job definition. A change registers the next revision and deregisters the last one, so that the ARN changes
/// with it (needsJobDefUpdate in the provider); numbering starts at 1 in every new stack, where Batch would count on.
/// </summary>
internal sealed class JobDefinitionModel : AwsModel
{
    private static readonly string[] InRevision = ["containerProperties", "parameters", "platformCapabilities", "propagateTags", "retryStrategy", "timeout", "type"];

    public JobDefinitionModel() : base("aws:batch/jobDefinition:JobDefinition")
    {
        NameInput = "name";
        Fixed = ["retryStrategy.evaluateOnExits"];
        Mutable = [.. InRevision, "deregisterOnNewRevision", "tags"];
        Id = "arn:{partition}:batch:{region}:{account}:job-definition/{name}";
    }

    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (prefix, outputs) = base.Describe(identity, inputs);
        var revision = Revision(identity, (string)outputs["name"]!);
        var arn = string.Create(CultureInfo.InvariantCulture, $"{prefix}:{revision}");
        outputs["arn"] = arn;
        outputs["arnPrefix"] = prefix;
        outputs["revision"] = revision;
        return (arn, outputs);
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if ((string?)inputs["name"] is { } name && BatchModels.NameProblem(name) is { } wrong)
            yield return wrong;
        if ((string?)inputs["type"] != "container")
            yield return $"input 'type' is '{inputs["type"]}'; the local cloud models container";
        if ((inputs["platformCapabilities"] as JsonArray)?.Select(c => (string?)c).SequenceEqual(["FARGATE"]) != true)
            yield return "input 'platformCapabilities' must be FARGATE alone: the default is EC2, which a Fargate queue does not run";
        if ((bool?)inputs["deregisterOnNewRevision"] == false)
            yield return "input 'deregisterOnNewRevision' is false: earlier revisions would stay active after the stack is gone; the local cloud models true";
        // https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html
        if ((int?)inputs["timeout"]?["attemptDurationSeconds"] is { } seconds and < 60)
            yield return string.Create(CultureInfo.InvariantCulture, $"input 'timeout.attemptDurationSeconds' is {seconds}; expected at least 60");
        if (Refusal(inputs) is { } refusal)
            yield return refusal;
    }

    private static int Revision(ResourceIdentity identity, string name)
    {
        if (identity.Prior is not { } prior || prior.Text("name") != name)
            return 1;
        var revision = (int?)prior.Outputs["revision"] ?? 0;
        return identity.Changed.Overlaps(InRevision) || identity.Generation != prior.Generation ? revision + 1 : revision;
    }

    /// <summary>Reads what the service will read, so that it is refused when it is deployed and in the same words.</summary>
    private static string? Refusal(JsonObject inputs)
    {
        try
        {
            ContainerRules.Check(ContainerReader.Read((string?)inputs["containerProperties"] ?? "{}"));
            RetryReader.Read(inputs["retryStrategy"]?.DeepClone() as JsonObject, "evaluateOnExits");
            return null;
        }
        catch (FormatException refusal)
        {
            return refusal.Message;
        }
    }
}
