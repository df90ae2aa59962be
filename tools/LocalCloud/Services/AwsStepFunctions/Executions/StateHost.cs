using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.StatesLanguage;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>What executions run with.</summary>
internal sealed record ExecutionHost(ExecutionTable Table, RoleCalls Calls, FaultPlan Faults, TimeProvider Clock)
{
    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>Runs the states of one execution and keeps where it stands.</summary>
/// <param name="host">What executions run with.</param>
/// <param name="machine">The machine.</param>
/// <param name="arn">The execution.</param>
/// <param name="subject">The subject of faults, the same in every run, such as <c>child 3</c>.</param>
/// <param name="log">What happens.</param>
internal sealed class StateHost(ExecutionHost host, StateMachine machine, string arn, string subject, ExecutionLog log) : IStateHost
{
    public TimeProvider Clock => host.Clock;

    /// <summary>Runs a map; children have none.</summary>
    public Func<MapState, JsonNode?, CancellationToken, Task<JsonNode?>>? Map { get; init; }

    public void Entered(State state, JsonNode? input)
    {
        var text = Payload.Text(input);
        log.Add($"{Kind(state)}StateEntered", "stateEnteredEventDetails", new() { ["name"] = state.Name, ["input"] = text }, record => record with { State = state.Name, StateInput = text });
    }

    public void Exited(State state, JsonNode? output) =>
        log.Add($"{Kind(state)}StateExited", "stateExitedEventDetails", new() { ["name"] = state.Name, ["output"] = Payload.Text(output) });

    public async Task<JsonNode?> InvokeAsync(TaskState task, JsonNode? parameters, CancellationToken cancellationToken)
    {
        log.Add("TaskScheduled", "taskScheduledEventDetails", Details(("parameters", Payload.Text(parameters))));
        var occurrence = host.Table.Change(arn, record => record with { Attempts = record.Attempts + 1 }).Attempts;
        try
        {
            var result = await host.Calls.InvokeAsync(machine, parameters, subject, occurrence, cancellationToken);
            log.Add("TaskSucceeded", "taskSucceededEventDetails", Details(("output", Payload.Text(result))));
            return result;
        }
        catch (StateError error)
        {
            log.Add("TaskFailed", "taskFailedEventDetails", Details(("error", error.Error), ("cause", error.Cause)));
            throw;
        }
    }

    public Task<JsonNode?> MapAsync(MapState map, JsonNode? input, CancellationToken cancellationToken) =>
        Map?.Invoke(map, input, cancellationToken) ?? throw new InvalidOperationException($"{arn} runs no maps");

    public double Jitter(State state, int retry) => host.Faults.Fraction(FaultKind.Delay, $"{subject}/{state.Name}/retry", retry);

    private static string Kind(State state) => state switch
    {
        MapState => "Map",
        FailState => "Fail",
        _ => "Task",
    };

    private static JsonObject Details(params (string Name, string Value)[] more)
    {
        var details = new JsonObject { ["resourceType"] = "lambda", ["resource"] = "invoke" };
        foreach (var (name, value) in more)
        {
            details[name] = value;
        }
        return details;
    }
}
