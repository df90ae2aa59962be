using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using CloudStacks.Worker.Platforms;

namespace CloudStacks.Worker.Lambda;

/// <summary>
/// Runs the tickets that S3 announced through a queue. A message that fails is reported by its id
/// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html), so that the others of its batch are done with.
/// </summary>
sealed class SqsBatch(Work work, IMessageReturn queue)
{
    readonly Tickets _tickets = new(work);

    /// <returns>The messages that must be delivered again.</returns>
    public async Task<SqsBatchAnswer> RunAsync(ImmutableArray<SqsRecord> records, string attempt, CancellationToken cancellation)
    {
        var failures = ImmutableArray.CreateBuilder<SqsItemFailure>();
        foreach (var record in records)
        {
            if (await TryAsync(record, attempt, cancellation) is not (ExitCodes.Ok or ExitCodes.BadInput))
            {
                failures.Add(new(record.MessageId ?? ""));
                await queue.ReturnAsync(record, CancellationToken.None);
            }
        }
        return new(failures.ToImmutable());
    }

    async Task<int> TryAsync(SqsRecord record, string attempt, CancellationToken cancellation)
    {
        try
        {
            var worst = ExitCodes.Ok;
            foreach (var key in await KeysAsync(record))
                worst = Math.Max(worst, await _tickets.RunAsync(key, attempt, cancellation));
            return worst;
        }
        catch (Exception e)
        {
            // Whatever is wrong with one message, the others have their turn; out of time, they fail here too and are delivered again.
            var (exitCode, words) = WorkerProgram.Explain(e);
            await work.Log.WriteLineAsync($"message {record.MessageId}: {InvocationError.NameOf(exitCode)}: {words}");
            return exitCode;
        }
    }

    async Task<ImmutableArray<string>> KeysAsync(SqsRecord record)
    {
        var notification = Read(record.Body ?? "");
        if (notification is { Event: "s3:TestEvent" })
            return [];
        if (notification?.Records is not { } objects)
        {
            await work.Log.WriteLineAsync($"message {record.MessageId}: ignored, it is no notification of S3");
            return [];
        }
        return [.. objects.Select(found => found.S3?.Object?.Key).OfType<string>().Select(key => WebUtility.UrlDecode(key))];
    }

    static S3Notification? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, LambdaJson.Default.S3Notification);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
