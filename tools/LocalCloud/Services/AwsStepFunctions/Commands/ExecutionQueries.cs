using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Commands;

/// <summary>Describes an execution; an EXPRESS one only where a map started it, as all of them are here.</summary>
internal sealed class DescribeExecution(ExecutionTable table) : StatesCommand("describe-execution", new AwsOption("--execution-arn", Required: true))
{
    public override JsonNode Execute(AwsArguments arguments) => ExecutionAnswer.Detail(Find(table, arguments.Required("--execution-arn")));
}

/// <summary>Lists the executions of a machine or the children of a map run, newest first, all on one page.</summary>
internal sealed class ListExecutions(IReadOnlyList<StateMachine> machines, ExecutionTable table) : StatesCommand("list-executions",
    new("--state-machine-arn"), new("--map-run-arn"), new("--status-filter"))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var status = arguments.Text("--status-filter");
        if (status is not null && !Enum.GetNames<ExecutionStatus>().Contains(status))
        {
            throw new AwsServiceException("ValidationException", $"statusFilter is '{status}'; expected one of {string.Join(", ", Enum.GetNames<ExecutionStatus>())}");
        }
        var found = Candidates(arguments).Where(execution => status is null || execution.Status.ToString() == status);
        return new JsonObject { ["executions"] = new JsonArray([.. found.Reverse().Select(ExecutionAnswer.Summary)]) };
    }

    private IEnumerable<ExecutionRecord> Candidates(AwsArguments arguments)
    {
        switch (arguments.Text("--state-machine-arn"), arguments.Text("--map-run-arn"))
        {
            case ({ } arn, null):
                var machine = Find(machines, arn);
                return table.Started().Where(execution => execution.Machine == machine.Arn);
            case (null, { } run):
                return table.Started().Any(execution => execution.MapRuns.Any(known => known.Arn == run))
                    ? table.ChildrenOf(run)
                    : throw new AwsServiceException("ResourceNotFound", $"Resource not found: '{run}'");
            default:
                throw new AwsServiceException("ValidationException", "expected exactly one of --state-machine-arn and --map-run-arn");
        }
    }
}

/// <summary>Lists the runs of an execution's maps, newest first.</summary>
internal sealed class ListMapRuns(ExecutionTable table) : StatesCommand("list-map-runs", new AwsOption("--execution-arn", Required: true))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var execution = Find(table, arguments.Required("--execution-arn"));
        return new JsonObject { ["mapRuns"] = new JsonArray([.. execution.MapRuns.Reverse().Select(run => ExecutionAnswer.Summary(run, execution))]) };
    }
}

/// <summary>What happened in an execution, all on one page.</summary>
internal sealed class GetExecutionHistory(ExecutionTable table) : StatesCommand("get-execution-history", new AwsOption("--execution-arn", Required: true))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var execution = Find(table, arguments.Required("--execution-arn"));
        return execution.Events.IsEmpty
            ? throw new AwsServiceException("ValidationException", "an EXPRESS execution keeps no history; describe-execution gives its outcome")
            : new JsonObject { ["events"] = new JsonArray([.. execution.Events.Select(Answer)]) };
    }

    private static JsonObject Answer(HistoryEvent entry, int at)
    {
        var answer = new JsonObject { ["timestamp"] = ExecutionAnswer.Time(entry.Timestamp), ["type"] = entry.Type, ["id"] = at + 1, ["previousEventId"] = at };
        if (entry.Member is { } member)
        {
            answer[member] = entry.Details?.DeepClone();
        }
        return answer;
    }
}

/// <summary>Aborts an execution with its children. One that has ended stays as it is.</summary>
internal sealed class StopExecution(ExecutionTable table, ExecutionRunner runner) : StatesCommand("stop-execution",
    new("--execution-arn", Required: true), new("--error"), new("--cause"))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var execution = Find(table, arguments.Required("--execution-arn"));
        var ended = runner.Stop(execution.Arn, arguments.Text("--error"), arguments.Text("--cause"));
        return new JsonObject { ["stopDate"] = ExecutionAnswer.Time(ended.StoppedAt!.Value) };
    }
}
