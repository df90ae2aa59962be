using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>The provider functions that programs call.</summary>
internal static class GcpInvokes
{
    public static IEnumerable<IInvokeModel> All =>
    [
        new InvokeRow("gcp:organizations/getClientConfig:getClientConfig", [], (_, config) => new JsonObject
        {
            ["id"] = "projects/" + Project([], config),
            ["project"] = Project([], config),
            ["region"] = config["region"]?.DeepClone() ?? "",
            ["zone"] = config["zone"]?.DeepClone() ?? "",
            ["accessToken"] = "local",
            ["defaultLabels"] = new JsonObject(),
        }, "accessToken"),
        new InvokeRow("gcp:organizations/getProject:getProject", ["projectId"], (args, config) => new JsonObject
        {
            ["id"] = "projects/" + Project(args, config),
            ["projectId"] = Project(args, config),
            ["name"] = Project(args, config),
            ["number"] = GcpNames.ProjectNumber,
        }),
        new InvokeRow("gcp:storage/getProjectServiceAccount:getProjectServiceAccount", ["project"], (args, config) => new JsonObject
        {
            ["id"] = GcpNames.StorageAgent,
            ["project"] = Project(args, config),
            ["emailAddress"] = GcpNames.StorageAgent,
            ["member"] = "serviceAccount:" + GcpNames.StorageAgent,
        }),
    ];

    private static string Project(JsonObject args, JsonObject config) =>
        (string?)args["projectId"] ?? (string?)args["project"] ?? (string?)config["project"] ?? throw new ProviderException("no project is set; expected gcp:project or the provider's project");
}
