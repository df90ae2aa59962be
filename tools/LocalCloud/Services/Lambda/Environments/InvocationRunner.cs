using System.Globalization;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.Lambda.Deployed;

namespace CloudStacks.LocalCloud.Services.Lambda.Environments;

/// <summary>Runs one invocation in an environment: initialisation, the event, the timeout, a kill, the lines in the log.</summary>
internal sealed class InvocationRunner(FaultMoments faults, TimeProvider clock)
{
    /// <summary>The init phase (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).</summary>
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);

    /// <summary>Waits until the runtime asks for its first event; null once it has, else how that failed.</summary>
    public async Task<RuntimeReply?> InitialiseAsync(ExecutionEnvironment environment, CancellationToken cancellationToken)
    {
        if (environment.IsInitialised)
        {
            return null;
        }
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var limit = environment.Function.Timeout > InitLimit ? environment.Function.Timeout : InitLimit;
        var first = await Task.WhenAny(environment.Api.Ready, environment.Api.InitError, environment.Exit, Task.Delay(limit, clock, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return environment.IsInitialised ? null
            : environment.Api.InitError.IsCompleted ? await environment.Api.InitError
            : first == environment.Exit ? EntryFailure(await environment.Exit)
            : Failure("Sandbox.Timedout", TimedOut(limit));
    }

    /// <summary>Runs an invocation to its end; the second value tells whether the environment can be used again.</summary>
    public async Task<(RuntimeReply Reply, bool Reusable)> RunAsync(ExecutionEnvironment environment, string payload, Invocation invocation, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        environment.Log.Write($"START RequestId: {id} Version: $LATEST");
        var started = clock.GetTimestamp();
        var (reply, reusable) = await RaceAsync(environment, Describe(environment.Function, id, payload), invocation, cancellationToken);
        var elapsed = clock.GetElapsedTime(started);
        if (reply.Error is { Reported: false } error)
        {
            environment.Log.Write($"RequestId: {id} Error: {error.Message}");
        }
        environment.Log.Write($"END RequestId: {id}");
        environment.Log.Write(string.Create(CultureInfo.InvariantCulture, $"REPORT RequestId: {id}\tDuration: {elapsed.TotalMilliseconds:F2} ms\tMemory Size: {environment.Function.MemorySize} MB"));
        if (reply.Error is null)
        {
            faults.Learn(elapsed);
        }
        return (reply, reusable);
    }

    private async Task<(RuntimeReply Reply, bool Reusable)> RaceAsync(ExecutionEnvironment environment, RuntimeEvent next, Invocation invocation, CancellationToken cancellationToken)
    {
        var killAt = faults.Moment(FaultKind.Kill, invocation.Subject, invocation.Occurrence);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reply = environment.Api.DeliverAsync(next);
        var timeout = Task.Delay(environment.Function.Timeout, clock, over.Token);
        var kill = Task.Delay(killAt ?? Timeout.InfiniteTimeSpan, clock, over.Token);
        var first = await Task.WhenAny(reply, environment.Exit, timeout, kill);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        // One that was faster than its kill is killed at its very end: its work is done and nobody hears of it. So a seed strikes the same
        // invocations on a fast and on a slow machine.
        return killAt is not null && first != timeout ? (Failure("Runtime.ExitError", "Runtime exited with error: signal: killed"), false)
            : reply.IsCompletedSuccessfully ? (await reply, !environment.Exit.IsCompleted)
            : first == timeout ? (Failure("Sandbox.Timedout", TimedOut(environment.Function.Timeout)), false)
            : (Failure("Runtime.ExitError", Exited(await environment.Exit)), false);
    }

    private RuntimeEvent Describe(DeployedFunction function, string id, string payload)
    {
        var now = clock.GetUtcNow();
        var trace = string.Create(CultureInfo.InvariantCulture, $"Root=1-{now.ToUnixTimeSeconds():x8}-{id.Replace("-", "", StringComparison.Ordinal)[..24]};Sampled=0");
        return new(id, payload, function.Arn, now.Add(function.Timeout).ToUnixTimeMilliseconds(), trace);
    }

    // What a shell answers where it cannot run a program: 126 not executable or of another machine, 127 not found.
    private static RuntimeReply EntryFailure(int exitCode) => exitCode is 126 or 127
        ? Failure("Runtime.InvalidEntrypoint", $"the bootstrap cannot be executed on this machine ({Exited(exitCode)})")
        : Failure("Runtime.ExitError", Exited(exitCode));

    private static string Exited(int exitCode) => exitCode == 128 + 9
        ? "Runtime exited with error: signal: killed"
        : string.Create(CultureInfo.InvariantCulture, $"Runtime exited with error: exit status {exitCode}");

    private static string TimedOut(TimeSpan after) => string.Create(CultureInfo.InvariantCulture, $"Task timed out after {after.TotalSeconds:F2} seconds");

    internal static RuntimeReply Failure(string type, string message)
    {
        var error = new FunctionError(type, message, Reported: false);
        return new(ReportedError.Write(error), error);
    }
}
