using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Commands;

/// <summary>
/// Starts an execution. The same name with the same input is the execution that runs already; another input, or one that has ended, is
/// refused: for 90 days in the cloud, here as long as the stack lives.
/// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
/// </summary>
internal sealed class StartExecution(IReadOnlyList<StateMachine> machines, ExecutionTable table, ExecutionRunner runner, TimeProvider clock) : StatesCommand("start-execution",
    new("--state-machine-arn", Required: true), new("--name"), new("--input"))
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    private const int LongestName = 80;
    private const string NotInNames = "<>{}[]?*\"#%\\^|~`$&,;:/";

    private readonly Lock _gate = new();

    public override JsonNode Execute(AwsArguments arguments)
    {
        var machine = Find(machines, arguments.Required("--state-machine-arn"));
        var (name, input) = (arguments.Text("--name") ?? Guid.NewGuid().ToString(), arguments.Text("--input") ?? "{}");
        CheckName(name);
        CheckInput(input);
        lock (_gate)
        {
            var arn = StateMachineArn.Execution(machine.Arn, name);
            if (table.Find(arn) is { } earlier)
            {
                return earlier.Ended || earlier.Input != input ? throw new AwsServiceException("ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'") : Answer(earlier);
            }
            var execution = table.Add(Record(machine, arn, name, input));
            runner.Run(machine, execution);
            return Answer(execution);
        }
    }

    private static JsonObject Answer(ExecutionRecord execution) => new() { ["executionArn"] = execution.Arn, ["startDate"] = ExecutionAnswer.Time(execution.StartedAt) };

    private ExecutionRecord Record(StateMachine machine, string arn, string name, string input)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return new()
        {
            Arn = arn,
            Name = name,
            Machine = machine.Arn,
            Input = input,
            StartedAt = now,
            Events = [new(now, "ExecutionStarted", "executionStartedEventDetails", new() { ["input"] = input, ["roleArn"] = machine.RoleArn })],
        };
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > LongestName || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || NotInNames.Contains(c, StringComparison.Ordinal)))
        {
            throw new AwsServiceException("InvalidName", FormattableString.Invariant($"Invalid Name: '{name}'; expected 1 to {LongestName} characters without white space and {NotInNames}"));
        }
    }

    private static void CheckInput(string input)
    {
        if (Encoding.UTF8.GetByteCount(input) is var bytes and > MapReader.MostPayloadBytes)
        {
            throw new AwsServiceException("ValidationException", FormattableString.Invariant($"input has {bytes} bytes; expected at most {MapReader.MostPayloadBytes}"));
        }
        try
        {
            JsonDocument.Parse(input).Dispose();
        }
        catch (JsonException failure)
        {
            throw new AwsServiceException("InvalidExecutionInput", $"Invalid State Machine Execution Input: {failure.Message}");
        }
    }
}
