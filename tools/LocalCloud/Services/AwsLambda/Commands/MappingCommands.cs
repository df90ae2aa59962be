using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsLambda.Mappings;

namespace CloudStacks.LocalCloud.Services.AwsLambda.Commands;

/// <summary>A command of <c>aws lambda</c> about one event source mapping.</summary>
internal abstract class MappingCommand(string name, IReadOnlyList<MappingPoller> mappings, params AwsOption[] options) : AwsCommand
{
    public override string Service => "lambda";

    public override string Name => name;

    public override IReadOnlyList<AwsOption> Options => [new("--uuid", Required: true), .. options];

    protected MappingPoller Find(AwsArguments arguments) =>
        mappings.FirstOrDefault(mapping => mapping.Mapping.Uuid == arguments.Required("--uuid"))
        ?? throw new AwsServiceException("ResourceNotFoundException", $"The event source arn (\"{arguments.Required("--uuid")}\") and function do not exist. Only mappings that the program declares exist.");

    protected static JsonObject Describe(MappingPoller poller) => new()
    {
        ["UUID"] = poller.Mapping.Uuid,
        ["BatchSize"] = poller.Mapping.BatchSize,
        ["EventSourceArn"] = poller.Mapping.QueueArn,
        ["FunctionArn"] = poller.Mapping.Function,
        ["State"] = poller.Enabled ? "Enabled" : "Disabled",
        ["StateTransitionReason"] = "USER_INITIATED",
    };
}

/// <summary>Describes a mapping. https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html</summary>
internal sealed class GetEventSourceMapping(IReadOnlyList<MappingPoller> mappings) : MappingCommand("get-event-source-mapping", mappings)
{
    public override JsonNode Execute(AwsArguments arguments) => Describe(Find(arguments));
}

/// <summary>Turns a mapping on or off; what runs goes on. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html</summary>
internal sealed class UpdateEventSourceMapping(string dataRoot, IReadOnlyList<MappingPoller> mappings) : MappingCommand(
    "update-event-source-mapping", mappings, new("--enabled", AwsValue.Switch), new("--no-enabled", AwsValue.Switch))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var poller = Find(arguments);
        if (arguments.Has("--enabled") && arguments.Has("--no-enabled"))
        {
            throw new AwsUsageException("lambda update-event-source-mapping: --enabled and --no-enabled exclude each other");
        }
        if (arguments.Has("--enabled") || arguments.Has("--no-enabled"))
        {
            MappingSwitch.Write(dataRoot, poller.Mapping.Uuid, arguments.Has("--enabled"));
            poller.Wake();
        }
        return Describe(poller);
    }
}
