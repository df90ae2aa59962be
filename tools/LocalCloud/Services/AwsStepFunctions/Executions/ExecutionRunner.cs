using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.StatesLanguage;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>Runs executions and the children of their maps to their ends.</summary>
internal sealed class ExecutionRunner(ExecutionHost host) : IAsyncDisposable
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    private static readonly TimeSpan LongestExpress = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (Task Task, CancellationTokenSource Stop)> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Starts an execution, or goes on with one where an earlier session left it.</summary>
    public void Run(StateMachine machine, ExecutionRecord execution)
    {
        var log = new ExecutionLog(host, execution.Arn, keeps: true);
        var maps = new MapRunner(host, this, machine, execution.Arn, log);
        var states = new StateHost(host, machine, execution.Arn, "execution", log) { Map = (map, input, token) => maps.RunAsync(map, input, Context(machine, execution), token) };
        TimeSpan? timeout = machine.Definition.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[execution.Arn] = (Task.Run(async () =>
        {
            await known.Task;
            End(log, await RunAsync(machine, machine.Definition.Flow, execution, states, timeout, stop.Token));
            _running.TryRemove(execution.Arn, out _);
        }), stop);
        known.SetResult();
    }

    /// <summary>Ends an execution with its children; functions that run for it are stopped.</summary>
    public ExecutionRecord Stop(string arn, string? error, string? cause)
    {
        var ended = new ExecutionLog(host, arn, keeps: true).End(ExecutionStatus.ABORTED, error: error, cause: cause);
        if (_running.TryGetValue(arn, out var running))
        {
            running.Stop.Cancel();
        }
        return ended;
    }

    /// <summary>Runs a child of a map to its end and gives it as it ended.</summary>
    public async Task<ExecutionRecord> RunChildAsync(StateMachine machine, MapState map, ExecutionRecord child, CancellationToken cancellationToken)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"child {child.Parent!.Number}");
        var log = new ExecutionLog(host, child.Arn, keeps: !map.Express);
        var again = map.Express && host.Faults.Strikes(FaultKind.Duplicate, subject, 1)
            ? RepeatAsync(machine, map, child, $"{subject} again", cancellationToken)
            : Task.CompletedTask;
        var outcome = await RunAsync(machine, map.Processor, child, new StateHost(host, machine, child.Arn, subject, log), map.Express ? LongestExpress : null, cancellationToken);
        await again;
        End(log, outcome);
        return host.Table.Find(child.Arn)!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_running.Values.Select(running => running.Task));
        _closing.Dispose();
    }

    private async Task<Outcome> RunAsync(StateMachine machine, Flow flow, ExecutionRecord execution, StateHost states, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var left = timeout - TimeSpan.FromMilliseconds(host.Now - execution.StartedAt);
        using var late = new CancellationTokenSource(left is { } time ? time > TimeSpan.Zero ? time : TimeSpan.Zero : Timeout.InfiniteTimeSpan, host.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            host.Calls.RequireTrust(machine);
            var interpreter = new Interpreter(flow, Context(machine, execution), states);
            return new(ExecutionStatus.SUCCEEDED, Payload.Text(await interpreter.RunAsync(execution.State ?? flow.StartAt, JsonNode.Parse(execution.StateInput ?? execution.Input), stop.Token)));
        }
        catch (StateError failure)
        {
            return new(ExecutionStatus.FAILED, Error: failure.Error, Cause: failure.Cause);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(ExecutionStatus.TIMED_OUT, Error: StateError.Timeout, Cause: string.Create(CultureInfo.InvariantCulture, $"the execution did not end within {timeout!.Value.TotalSeconds} s"));
        }
        catch (OperationCanceledException)
        {
            return new(ExecutionStatus.ABORTED);
        }
    }

    // What a closing session stops has no end yet: it stays running on record, and the next session goes on with it.
    private void End(ExecutionLog log, Outcome outcome)
    {
        if (outcome.Status != ExecutionStatus.ABORTED || !_closing.IsCancellationRequested)
        {
            log.End(outcome.Status, outcome.Output, outcome.Error, outcome.Cause);
        }
    }

    // EXPRESS executions run at least once: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
    private async Task RepeatAsync(StateMachine machine, MapState map, ExecutionRecord child, string subject, CancellationToken cancellationToken)
    {
        var states = new StateHost(host, machine, child.Arn, subject, new(host, child.Arn, keeps: false));
        // What a second delivery comes to is nobody's result.
        await RunAsync(machine, map.Processor, child, states, LongestExpress, cancellationToken);
    }

    // https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
    private static JsonObject Context(StateMachine machine, ExecutionRecord execution) => new()
    {
        ["Execution"] = new JsonObject
        {
            ["Id"] = execution.Arn,
            ["Input"] = JsonNode.Parse(execution.Input),
            ["Name"] = execution.Name,
            ["RoleArn"] = machine.RoleArn,
            ["StartTime"] = DateTimeOffset.FromUnixTimeMilliseconds(execution.StartedAt).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        },
        ["StateMachine"] = new JsonObject { ["Id"] = machine.Arn, ["Name"] = machine.Name },
    };

    private sealed record Outcome(ExecutionStatus Status, string? Output = null, string? Error = null, string? Cause = null);
}
