using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Instances;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Commands;

/// <summary>What instances wrote, as Cloud Logging has it. https://docs.cloud.google.com/run/docs/logging</summary>
internal sealed class ReadLogs(IReadOnlyList<DeployedFunction> functions, LogStore logs) : ReadLogsCommand(ResourceType, Service)
{
    private const string ResourceType = "resource.type";
    private const string Service = "resource.labels.service_name";

    protected override IEnumerable<(long Time, JsonObject Entry)> Entries(LogFilter filter) =>
        from function in functions
        where filter.Admits(ResourceType, "cloud_run_revision") && filter.Admits(Service, function.Name)
        from line in logs.ReadGroup(FunctionInstance.LogGroup(function))
        select (line.Event.Timestamp, Entry(line.Event, new JsonObject { ["type"] = "cloud_run_revision", ["labels"] = new JsonObject { ["service_name"] = function.Name } }, new JsonObject { ["instanceId"] = line.Stream }));
}
