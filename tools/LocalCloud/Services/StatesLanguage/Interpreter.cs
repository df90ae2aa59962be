using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.StatesLanguage;

/// <summary>Runs the states of one execution from one to the next. https://states-language.net/spec.html</summary>
/// <param name="flow">The states.</param>
/// <param name="context">The context object.</param>
/// <param name="host">What it runs on.</param>
internal sealed class Interpreter(Flow flow, JsonObject context, IStateHost host)
{
    /// <summary>Runs to the end and gives the output. Throws <see cref="StateError"/> where the execution fails.</summary>
    /// <param name="state">The state to begin with.</param>
    /// <param name="input">Its input.</param>
    /// <param name="cancellationToken">Stops it between and within states.</param>
    public async Task<JsonNode?> RunAsync(string state, JsonNode? input, CancellationToken cancellationToken)
    {
        for (var (next, at) = ((string?)state, input); ;)
        {
            var current = flow.States[next!];
            host.Entered(current, at);
            if (current is FailState fail)
            {
                throw new StateError(Text(fail.Error, fail.ErrorPath, at, "ErrorPath"), Text(fail.Cause, fail.CausePath, at, "CausePath"));
            }
            (next, at) = await StepAsync((WorkState)current, at, cancellationToken);
            host.Exited(current, at);
            if (next is null)
            {
                return at;
            }
        }
    }

    private async Task<(string? Next, JsonNode? Output)> StepAsync(WorkState state, JsonNode? input, CancellationToken cancellationToken)
    {
        try
        {
            var result = await RetriedAsync(state, input, cancellationToken);
            var whole = state.ResultPath is { } path ? path.Put(input, result) : input;
            return (state.Next, Payload.Limited(state.OutputPath.Read(whole, context, "OutputPath", StateError.Runtime), $"the output of the state '{state.Name}'"));
        }
        catch (StateError error) when (state.Catch.FirstOrDefault(candidate => error.Matches(candidate.Errors)) is { } catcher)
        {
            return (catcher.Next, catcher.ResultPath.Put(input, new JsonObject { ["Error"] = error.Error, ["Cause"] = error.Cause }));
        }
    }

    private async Task<JsonNode?> RetriedAsync(WorkState state, JsonNode? input, CancellationToken cancellationToken)
    {
        var retries = new int[state.Retry.Length];
        while (true)
        {
            try
            {
                return await RunOnceAsync(state, input, cancellationToken);
            }
            catch (StateError error) when (RetrierFor(state, error, retries) is { } retrier)
            {
                var retry = ++retries[state.Retry.IndexOf(retrier)];
                await Task.Delay(retrier.Delay(retry, host.Jitter(state, retry)), host.Clock, cancellationToken);
            }
        }
    }

    // The first that is for the error decides; where it has no retry left, later ones are not asked.
    private static Retrier? RetrierFor(WorkState state, StateError error, int[] retries) =>
        state.Retry.FirstOrDefault(candidate => error.Matches(candidate.Errors)) is { } retrier && retries[state.Retry.IndexOf(retrier)] < retrier.MaxAttempts ? retrier : null;

    private Task<JsonNode?> RunOnceAsync(WorkState state, JsonNode? input, CancellationToken cancellationToken) => state switch
    {
        MapState map => host.MapAsync(map, input, cancellationToken),
        TaskState task => InvokeAsync(task, input, cancellationToken),
        _ => throw new InvalidOperationException(state.ToString()),
    };

    private async Task<JsonNode?> InvokeAsync(TaskState task, JsonNode? input, CancellationToken cancellationToken)
    {
        var parameters = Payload.Limited(task.Parameters.Fill(input, context), $"the input of the task '{task.Name}'");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timeout = new CancellationTokenSource(task.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, host.Clock);
        using var linked = timeout.Token.Register(stop.Cancel);
        try
        {
            return Payload.Limited(await host.InvokeAsync(task, parameters, stop.Token), $"the result of the task '{task.Name}'");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StateError(StateError.Timeout, FormattableString.Invariant($"the task '{task.Name}' did not end within its TimeoutSeconds of {task.TimeoutSeconds}"));
        }
    }

    private string Text(string? text, ReferencePath? path, JsonNode? input, string field) =>
        path is null ? text ?? "" : path.Read(input, context, field, StateError.Runtime)?.ToString() ?? "";
}
