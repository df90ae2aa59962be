using CloudStacks.Worker.Lambda;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Platforms;

/// <summary>
/// AWS Lambda, as a custom runtime: asks for an event, does what it says, answers, asks again, for as long as the environment lives.
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
/// </summary>
sealed class AwsLambda : IPlatform
{
    const string RuntimeApi = "AWS_LAMBDA_RUNTIME_API";

    static readonly TimeSpan MostReserve = TimeSpan.FromSeconds(1);

    public string Name => "aws-lambda";

    public bool IsHere(WorkerEnvironment environment) => environment.Find(RuntimeApi) is not null;

    public async Task<int> RunAsync(WorkerEnvironment environment, Func<Work> open, CancellationToken cancellation)
    {
        using var runtime = new RuntimeClient(environment.Require(RuntimeApi, "host and port of the Runtime API"));
        var work = await OpenAsync(open, runtime, cancellation);
        using var queue = SqsReturn.OfProcess(work.Log);
        var handler = new Lambda.EventHandler(work, new SqsBatch(work, queue));
        while (true)
            await AnswerAsync(runtime, handler, await runtime.NextAsync(cancellation), work.Log, cancellation);
    }

    static async Task<Work> OpenAsync(Func<Work> open, RuntimeClient runtime, CancellationToken cancellation)
    {
        try
        {
            return open();
        }
        catch (UsageException e)
        {
            await runtime.FailInitAsync(InvocationError.Of(e), cancellation);
            throw;
        }
    }

    static async Task AnswerAsync(RuntimeClient runtime, Lambda.EventHandler handler, Invocation invocation, TextWriter log, CancellationToken cancellation)
    {
        byte[] answer;
        try
        {
            answer = await HandleAsync(handler, invocation, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var error = InvocationError.Of(e);
            await log.WriteLineAsync($"{error.ErrorType}: {error.ErrorMessage}");
            await runtime.FailAsync(invocation, error, cancellation);
            return;
        }
        await runtime.RespondAsync(invocation, answer, cancellation);
    }

    static async Task<byte[]> HandleAsync(Lambda.EventHandler handler, Invocation invocation, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // What is stopped in time tells so and is tried again at once; what is killed comes back after the queue's visibility timeout.
        var left = invocation.Deadline - TimeProvider.System.GetUtcNow();
        var reserve = left / 10 < MostReserve ? left / 10 : MostReserve;
        limit.CancelAfter(left > TimeSpan.Zero ? left - reserve : TimeSpan.Zero);
        try
        {
            return await handler.HandleAsync(invocation.Payload, invocation.RequestId, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientException("stopped shortly before the function's timeout; the next try goes on from here");
        }
    }
}
