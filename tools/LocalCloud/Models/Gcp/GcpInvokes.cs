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
            ["id"] = StorageAgent,
            ["project"] = Project(args, config),
            ["emailAddress"] = StorageAgent,
            ["member"] = "serviceAccount:" + StorageAgent,
        }),
    ];

    // https://docs.cloud.google.com/storage/docs/getting-service-agent
    private const string StorageAgent = $"service-{GcpNames.ProjectNumber}@gs-project-accounts.iam.gserviceaccount.com";

    private static string Project(JsonObject args, JsonObject config) =>
        (string?)args["projectId"] ?? (string?)args["project"] ?? (string?)config["project"] ?? throw new ProviderException("no project is set; expected gcp:project or the provider's project");
}
