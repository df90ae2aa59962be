using System.Collections.Immutable;
using System.Text.Json;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Lambda;

/// <summary>Does what one event asks for and gives the JSON that answers it.</summary>
sealed class EventHandler(Work work, SqsBatch messages)
{
    const string Expected = "expected Records of SQS, or BatchInput.job with Items, or job with reduce = true";

    /// <param name="payload">The event.</param>
    /// <param name="attempt">The invocation's id.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="Exception">The invocation failed; <see cref="InvocationError.Of"/> names it.</exception>
    public async Task<byte[]> HandleAsync(byte[] payload, string attempt, CancellationToken cancellation) => LambdaEvent.Read(payload) switch
    {
        { Records: { IsEmpty: false } records } when records.All(record => record.EventSource == "aws:sqs") =>
            JsonSerializer.SerializeToUtf8Bytes(await messages.RunAsync(records, attempt, cancellation), LambdaJson.Default.SqsBatchAnswer),
        { BatchInput.Job: { } job, Items: { } items } =>
            JsonSerializer.SerializeToUtf8Bytes(new KeysAnswer(await MapAsync(JobId.Parse(job), items, attempt, cancellation)), LambdaJson.Default.KeysAnswer),
        { Job: { } job, Reduce: true } =>
            JsonSerializer.SerializeToUtf8Bytes(new KeyAnswer(await ReduceAsync(JobId.Parse(job), cancellation)), LambdaJson.Default.KeyAnswer),
        _ => throw new UsageException($"the event is none that the worker knows: {Expected}"),
    };

    async Task<ImmutableArray<string>> MapAsync(JobId id, ImmutableArray<MapItem> items, string attempt, CancellationToken cancellation)
    {
        var job = await work.OpenAsync(id, cancellation);
        var keys = ImmutableArray.CreateBuilder<string>(items.Length);
        foreach (var item in items)
        {
            var slice = new Slice(item.Index ?? throw new UsageException($"an item without index: {Expected}"), job.Round.Shards.Length);
            keys.Add(await work.MapAsync(job, slice, attempt, cancellation) switch
            {
                ExitCodes.Ok => job.Layout.Part(job.Round.Shards[slice.Index]),
                ExitCodes.BadInput => job.Layout.Failed(job.Round.Number, job.Round.Shards[slice.Index]),
                _ => throw new TransientException($"shard {job.Round.Shards[slice.Index]} failed for now; the log says why"),
            });
        }
        return keys.ToImmutable();
    }

    async Task<string> ReduceAsync(JobId id, CancellationToken cancellation)
    {
        var job = await work.OpenAsync(id, cancellation);
        return await Ending.ReduceNowAsync(job, cancellation) switch
        {
            ExitCodes.Ok => job.Layout.SuccessMark,
            ExitCodes.BadInput => throw new TaskFailedException($"round {job.Round.Number} of job {id} failed for good, see {job.Layout.FailedMark(job.Round.Number)}"),
            _ => throw new TransientException($"not every shard of job {id} has an outcome yet"),
        };
    }
}
