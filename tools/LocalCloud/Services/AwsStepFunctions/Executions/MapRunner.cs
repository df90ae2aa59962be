using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.StatesLanguage;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>
/// Runs distributed maps of one execution: reads the items, starts a child for each batch, exports what they came to. A run that an
/// earlier session left goes on with the children that have not ended.
/// </summary>
internal sealed class MapRunner(ExecutionHost host, ExecutionRunner runner, StateMachine machine, string execution, ExecutionLog log)
{
    /// <summary>Gives the state's result. Throws <see cref="StateError"/> naming what is missing, or that too many items failed.</summary>
    public async Task<JsonNode?> RunAsync(MapState map, JsonNode? input, JsonObject context, CancellationToken cancellationToken)
    {
        var run = Begin(map);
        try
        {
            // https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
            host.Calls.Require(machine, "states:StartExecution", machine.Arn, StateError.Permissions);
            host.Calls.Require(machine, "states:DescribeExecution", execution, StateError.Permissions);
            var batches = await ReadAsync(map, input, context, cancellationToken);
            var items = batches.Sum(batch => batch.Items);
            Change(run.Arn, known => known with { Children = [.. batches.Select(batch => batch.End)] });
            var children = await new Children(host, runner, machine, map, run.Arn, items).RunAsync(batches, cancellationToken);
            var result = Payload.Limited(await ResultAsync(map, input, context, run.Arn, children, cancellationToken), $"the result of the map '{map.Name}'");
            log.Add("MapRunSucceeded", null, null, record => Ended(record, run.Arn, ExecutionStatus.SUCCEEDED));
            return result;
        }
        catch (StateError failure)
        {
            log.Add("MapRunFailed", "mapRunFailedEventDetails", new() { ["error"] = failure.Error, ["cause"] = failure.Cause }, record => Ended(record, run.Arn, ExecutionStatus.FAILED));
            throw;
        }
    }

    private MapRunRecord Begin(MapState map)
    {
        if (host.Table.Find(execution)!.MapRuns.LastOrDefault(run => run.State == map.Name && run.Status == ExecutionStatus.RUNNING) is { } open)
        {
            return open;
        }
        var run = new MapRunRecord(StateMachineArn.MapRun(machine.Arn, map.Label, Guid.NewGuid().ToString()), map.Name, host.Now);
        log.Add("MapRunStarted", "mapRunStartedEventDetails", new() { ["mapRunArn"] = run.Arn }, record => record with { MapRuns = record.MapRuns.Add(run) });
        return run;
    }

    private async Task<IReadOnlyList<Batch>> ReadAsync(MapState map, JsonNode? input, JsonObject context, CancellationToken cancellationToken)
    {
        using var s3 = host.Calls.OpenS3(machine);
        var items = await S3Items.ReadAsync(s3, map.Reader, map.Reader.Parameters.Fill(input, context), cancellationToken);
        return [.. Batches.Of(map, items, input, context)];
    }

    private async Task<JsonNode> ResultAsync(MapState map, JsonNode? input, JsonObject context, string run, IReadOnlyList<ExecutionRecord> children, CancellationToken cancellationToken) =>
        map.ResultWriter is { } writer
            ? await ResultFiles.WriteAsync(host.Calls, machine, writer.Fill(input, context), run, children, cancellationToken)
            : new JsonArray([.. children.Where(child => child.Output is not null).Select(child => JsonNode.Parse(child.Output!))]);

    private void Change(string run, Func<MapRunRecord, MapRunRecord> change) =>
        host.Table.Change(execution, record => record with { MapRuns = [.. record.MapRuns.Select(known => known.Arn == run ? change(known) : known)] });

    private ExecutionRecord Ended(ExecutionRecord record, string run, ExecutionStatus status) =>
        record with { MapRuns = [.. record.MapRuns.Select(known => known.Arn == run ? known with { Status = status, StoppedAt = host.Now } : known)] };
}

/// <summary>The children of one map run.</summary>
internal sealed class Children(ExecutionHost host, ExecutionRunner runner, StateMachine machine, MapState map, string run, int items)
{
    private readonly Lock _gate = new();
    private int _failed;
    private ExecutionRecord? _firstFailure;

    private bool Exceeded => _failed * 100.0 > map.ToleratedFailurePercentage * items;

    /// <summary>Runs as many at once as the map allows and gives all in order. Throws States.ExceedToleratedFailureThreshold.</summary>
    public async Task<IReadOnlyList<ExecutionRecord>> RunAsync(IReadOnlyList<Batch> batches, CancellationToken cancellationToken)
    {
        var known = host.Table.ChildrenOf(run).ToDictionary(child => child.Parent!.Number);
        foreach (var child in known.Values.Where(child => child.Ended))
        {
            Count(child);
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var open = batches.Where(batch => known.GetValueOrDefault(batch.Number) is not { Ended: true });
        try
        {
            await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = map.MaxConcurrency, CancellationToken = stop.Token }, async (batch, token) =>
            {
                Count(await runner.RunChildAsync(machine, map, known.GetValueOrDefault(batch.Number) ?? Start(batch), token));
                if (Exceeded)
                {
                    await stop.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (Exceeded && !cancellationToken.IsCancellationRequested)
        {
        }
        cancellationToken.ThrowIfCancellationRequested();
        return Exceeded
            ? throw new StateError(StateError.ExceedToleratedFailureThreshold, string.Create(CultureInfo.InvariantCulture, $"{_failed} of {items} items failed; first {_firstFailure!.Error}: {_firstFailure.Cause}"))
            : [.. host.Table.ChildrenOf(run).OrderBy(child => child.Parent!.Number)];
    }

    private ExecutionRecord Start(Batch batch)
    {
        var name = Guid.NewGuid().ToString();
        var labelled = StateMachineArn.Labelled(machine.Arn, map.Label);
        return host.Table.Add(new()
        {
            Arn = StateMachineArn.Execution(labelled, name),
            Name = name,
            Machine = labelled,
            Input = Payload.Text(batch.Input),
            StartedAt = host.Now,
            Parent = new(run, batch.Number, batch.Items),
        });
    }

    private void Count(ExecutionRecord child)
    {
        lock (_gate)
        {
            // What is stopped because others failed has not failed itself.
            if (child.Status is ExecutionStatus.FAILED or ExecutionStatus.TIMED_OUT)
            {
                _failed += child.Parent!.Items;
                _firstFailure ??= child;
            }
        }
    }
}
