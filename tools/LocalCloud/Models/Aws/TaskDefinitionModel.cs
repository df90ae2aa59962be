using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>
/// A Fargate task definition. A revision cannot be changed, so that every change but one of tags is a replacement: the next revision is registered,
/// then the last one deregistered, which leaves it INACTIVE in the account. Numbering starts at 1 in every new stack, where ECS would count on.
/// </summary>
internal sealed class TaskDefinitionModel : AwsModel
{
    public TaskDefinitionModel() : base("aws:ecs/taskDefinition:TaskDefinition")
    {
        Id = "{family}";
        Fixed = ["containerDefinitions", "cpu", "ephemeralStorage", "executionRoleArn", "family", "memory", "networkMode", "requiresCompatibilities", "runtimePlatform", "taskRoleArn"];
        Mutable = ["skipDestroy", "tags", "trackLatest"];
        Computed = [("arnWithoutRevision", "arn:{partition}:ecs:{region}:{account}:task-definition/{family}")];
    }

    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (family, outputs) = base.Describe(identity, inputs);
        var revision = Revision(identity, family);
        outputs["arn"] = string.Create(CultureInfo.InvariantCulture, $"{outputs["arnWithoutRevision"]}:{revision}");
        outputs["revision"] = revision;
        return (family, outputs);
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if (EcsModels.NameProblem("family", (string?)inputs["family"]) is { } wrong)
            yield return wrong;
        if ((inputs["requiresCompatibilities"] as JsonArray)?.Select(c => (string?)c).SequenceEqual(["FARGATE"]) != true)
            yield return "input 'requiresCompatibilities' must be FARGATE alone; the local cloud has no EC2 machines";
        if ((string?)inputs["networkMode"] != "awsvpc")
            yield return $"input 'networkMode' is '{inputs["networkMode"]}'; Fargate takes awsvpc only";
        if ((bool?)inputs["skipDestroy"] == true)
            yield return "input 'skipDestroy' is true: revisions would stay active after the stack is gone; the local cloud models false";
        if (Refusal(inputs) is { } refusal)
            yield return refusal;
    }

    private static int Revision(ResourceIdentity identity, string family)
    {
        if (identity.Prior is not { } prior || prior.Text("family") != family)
            return 1;
        var revision = (int?)prior.Outputs["revision"] ?? 0;
        return identity.Generation == prior.Generation ? revision : revision + 1;
    }

    /// <summary>Reads what the service will read, so that it is refused when it is deployed and in the same words.</summary>
    private static string? Refusal(JsonObject inputs)
    {
        try
        {
            TaskDefinition.Read(inputs);
            return null;
        }
        catch (FormatException refusal)
        {
            return refusal.Message;
        }
    }
}
