using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>A command of <c>aws logs</c>.</summary>
internal abstract class LogsCommand(string name, params AwsOption[] options) : AwsCommand
{
    public override string Service => "logs";

    public override string Name => name;

    public override IReadOnlyList<AwsOption> Options => options;
}

/// <summary>The events of a stream, all on one page.</summary>
internal sealed class GetLogEvents(StackState state, LogStore logs) : LogsCommand("get-log-events",
    new("--log-group-name", Required: true), new("--log-stream-name", Required: true), new("--start-from-head", AwsValue.Switch), new("--no-start-from-head", AwsValue.Switch), new("--limit"))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var group = arguments.Required("--log-group-name");
        var events = state.OfType("aws:cloudwatch/logGroup:LogGroup").Any(candidate => candidate.Text("name") == group)
            ? logs.Read(group, arguments.Required("--log-stream-name")) ?? throw Missing("log stream")
            : throw Missing("log group");
        var most = (int)(arguments.Number("--limit") ?? int.MaxValue);
        var page = arguments.Has("--start-from-head") ? events.Take(most) : events.TakeLast(most);
        return new JsonObject
        {
            ["events"] = new JsonArray([.. page.Select(entry => new JsonObject { ["timestamp"] = entry.Timestamp, ["message"] = entry.Message, ["ingestionTime"] = entry.Timestamp })]),
        };
    }

    private static AwsServiceException Missing(string what) => new("ResourceNotFoundException", $"The specified {what} does not exist.");
}

/// <summary>The events of all streams of a group in the order of time. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html</summary>
internal sealed class FilterLogEvents(StackState state, LogStore logs) : LogsCommand("filter-log-events", new("--log-group-name", Required: true), new("--filter-pattern"), new("--start-time"), new("--limit"))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var group = arguments.Required("--log-group-name");
        if (!state.OfType("aws:cloudwatch/logGroup:LogGroup").Any(candidate => candidate.Text("name") == group))
        {
            throw new AwsServiceException("ResourceNotFoundException", "The specified log group does not exist.");
        }
        var from = arguments.Number("--start-time") ?? 0;
        var pattern = new LogPattern(arguments.Text("--filter-pattern") ?? "");
        return new JsonObject
        {
            ["events"] = new JsonArray([.. logs.ReadGroup(group)
                .Where(found => found.Event.Timestamp >= from && pattern.Matches(found.Event.Message))
                .OrderBy(found => found.Event.Timestamp)
                .Take((int)(arguments.Number("--limit") ?? int.MaxValue))
                .Select(found => new JsonObject
                {
                    ["logStreamName"] = found.Stream, ["timestamp"] = found.Event.Timestamp, ["message"] = found.Event.Message, ["ingestionTime"] = found.Event.Timestamp,
                })]),
        };
    }
}

/// <summary>The stack's log groups.</summary>
internal sealed class DescribeLogGroups(StackState state) : LogsCommand("describe-log-groups", new AwsOption("--log-group-name-prefix"))
{
    public override JsonNode Execute(AwsArguments arguments) => new JsonObject
    {
        ["logGroups"] = new JsonArray([.. state.OfType("aws:cloudwatch/logGroup:LogGroup")
            .Where(group => group.Text("name")!.StartsWith(arguments.Text("--log-group-name-prefix") ?? "", StringComparison.Ordinal))
            .Select(group => new JsonObject { ["logGroupName"] = group.Text("name"), ["arn"] = group.Text("arn") })]),
    };
}
