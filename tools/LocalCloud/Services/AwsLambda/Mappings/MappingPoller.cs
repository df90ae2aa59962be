using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Services.Sqs;

namespace CloudStacks.LocalCloud.Services.AwsLambda.Mappings;

/// <summary>
/// Polls a queue for one mapping and invokes its function with batches, never more at once than the mapping allows. A batch whose messages
/// come back waits for their visibility timeout; where nothing else is left to do here, that wait is skipped.
/// </summary>
internal sealed class MappingPoller : IAsyncDisposable
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);

    private const string Lost =
        $"the function names it in batchItemFailures, and the event source mapping does not ask for that (functionResponseTypes lacks {EventSourceMapping.ItemFailures}), so that the message was deleted and nobody tries it again";

    private readonly MappingHost _host;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentWork _batches = new();
    private readonly Task _loop;
    private string? _failure;

    public MappingPoller(EventSourceMapping mapping, MappingHost host)
    {
        (Mapping, _host) = (mapping, host);
        host.Queues.Changed += OnChanged;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>The mapping as the program declares it.</summary>
    public EventSourceMapping Mapping { get; }

    /// <summary>Whether it polls, as far as the program and commands have their say.</summary>
    public bool Enabled => MappingSwitch.Read(_host.DataRoot, Mapping.Uuid) ?? Mapping.Enabled;

    /// <summary>Why it takes no messages, or null.</summary>
    public string? Problem => _failure is not null ? $"the event source mapping {Mapping.Uuid} stopped: {_failure}"
        : !Enabled ? $"the event source mapping {Mapping.Uuid} is disabled; aws lambda update-event-source-mapping --uuid {Mapping.Uuid} --enabled turns it on"
        : _host.Functions.Find(Mapping.Function) is not { } function ? $"the event source mapping {Mapping.Uuid} names the function {Mapping.Function}, which is not deployed"
        : Mapping.RoleProblem(_host.Authorizer, function.Role) is { } refused ? $"Lambda cannot poll the queue for the event source mapping {Mapping.Uuid}: {refused.Message}"
        : null;

    /// <summary>Looks again, after a command has changed something.</summary>
    public void Wake() => _batches.Wake();

    public async ValueTask DisposeAsync()
    {
        _host.Queues.Changed -= OnChanged;
        await _closing.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _batches.EndAsync();
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_closing.IsCancellationRequested)
            {
                await StepAsync();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqsException)
        {
            // A full or read-only disk must be told, not leave the queue waiting for ever.
            _failure = failure.Message;
        }
    }

    private async Task StepAsync()
    {
        var woken = _batches.NextWake();
        if (_batches.Count < Mapping.MaximumConcurrency && Problem is null && await FillAsync() is { Count: > 0 } batch)
        {
            _batches.Start(() => InvokeAsync(batch));
        }
        else if (_batches.Count > 0 || Problem is not null || !_host.Queues.SkipToNext(Mapping.QueueArn))
        {
            await WaitAsync(woken);
        }
    }

    private async Task WaitAsync(Task woken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var visible = Task.Delay(_host.Queues.UntilNext(Mapping.QueueArn) ?? Timeout.InfiniteTimeSpan, _host.Clock, over.Token);
        await await Task.WhenAny(woken, visible);
        await over.CancelAsync();
    }

    // A batch that is not full waits for the window to end: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
    private async Task<List<ReceivedMessage>> FillAsync()
    {
        List<ReceivedMessage> batch = [.. _host.Queues.Receive(Mapping.QueueArn, Mapping.BatchSize)];
        if (batch.Count > 0 && batch.Count < Mapping.BatchSize && Mapping.Window > TimeSpan.Zero)
        {
            await Task.Delay(Mapping.Window, _host.Clock, _closing.Token);
            batch.AddRange(_host.Queues.Receive(Mapping.QueueArn, Mapping.BatchSize - batch.Count));
        }
        return batch;
    }

    private async Task InvokeAsync(List<ReceivedMessage> batch)
    {
        _host.Board.Started(batch);
        var answer = await WhileThrottledAsync(batch, _host.Clock.GetUtcNow() + _host.Queues.Find(Mapping.QueueArn)!.Visibility);
        var outcome = BatchAnswer.Of(answer, batch.Select(message => message.Record.Id).ToHashSet(), Mapping.ReportsItemFailures);
        foreach (var message in batch)
        {
            var failed = outcome.Failed.Contains(message.Record.Id);
            var lost = outcome.Lost.Contains(message.Record.Id);
            _host.Board.Ended(message, failed ? outcome.Error : lost ? Lost : null, lost);
            if (!failed)
            {
                _host.Queues.Delete(Mapping.QueueArn, message.Receipt);
            }
        }
    }

    // A throttled batch is tried again until its messages become visible, then it is the queue's once more.
    private async Task<LambdaAnswer> WhileThrottledAsync(List<ReceivedMessage> batch, DateTimeOffset visible)
    {
        var payload = BatchEvent.Of(batch, Mapping.QueueArn, _host.Region);
        for (var pause = FirstBackoff; ; pause *= 2)
        {
            var invocation = new Invocation(TicketBoard.SubjectOf(batch), batch.Max(message => message.Record.Receives));
            var answer = await _host.Functions.InvokeAsync(Mapping.Function, payload, invocation, _closing.Token);
            if (answer.Refusal is not { Throttled: true } || _host.Clock.GetUtcNow() + pause >= visible)
            {
                return answer;
            }
            await Task.Delay(pause, _host.Clock, _closing.Token);
        }
    }

    private void OnChanged(string arn, MessageRecord? dead)
    {
        if (arn == Mapping.QueueArn)
        {
            Wake();
        }
    }
}
