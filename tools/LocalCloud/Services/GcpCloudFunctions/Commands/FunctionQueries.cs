using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Commands;

/// <summary>https://cloud.google.com/sdk/gcloud/reference/functions/describe</summary>
internal sealed class DescribeFunction(IReadOnlyList<DeployedFunction> functions) : GcloudJsonCommand("functions describe", new("name", Required: true), new("--region", Required: true))
{
    public override JsonNode Execute(GcloudArguments arguments) => FunctionAnswer.Of(
        functions.FirstOrDefault(function => function.Name == arguments.Required("name") && function.Location == arguments.Required("--region"))
        ?? throw GcloudServiceException.NotFound($"Function [{arguments.Required("name")}] in region [{arguments.Required("--region")}]"));
}

/// <summary>https://cloud.google.com/sdk/gcloud/reference/functions/list</summary>
internal sealed class ListFunctions(IReadOnlyList<DeployedFunction> functions) : GcloudJsonCommand("functions list", new("--regions", Required: true), new("--filter"))
{
    public override JsonNode Execute(GcloudArguments arguments) => GcloudFilter.Parse(arguments.Text("--filter")).Of(
        functions.Where(function => arguments.Required("--regions").Split(',').Contains(function.Location)).Select(FunctionAnswer.Of));
}

/// <summary>Functions as <c>gcloud</c> prints them: https://docs.cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions.</summary>
internal static class FunctionAnswer
{
    public static JsonObject Of(DeployedFunction function)
    {
        var answer = new JsonObject
        {
            ["name"] = $"projects/{function.Project}/locations/{function.Location}/functions/{function.Name}",
            ["environment"] = "GEN_2",
            ["state"] = "ACTIVE",
            ["url"] = function.Outputs["url"]?.DeepClone(),
            ["labels"] = function.Outputs["labels"]?.DeepClone(),
        };
        foreach (var member in new[] { "buildConfig", "serviceConfig", "eventTrigger" })
        {
            answer[member] = function.Outputs[member]?.DeepClone();
        }
        return answer;
    }
}
