using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Models.Aws;
using CloudStacks.LocalCloud.Services.Lambda.Deployed;
using CloudStacks.LocalCloud.Services.Lambda.Environments;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Lambda;

/// <summary>The Lambda functions of a stack, for whatever invokes them: event source mappings, state machines, commands.</summary>
internal sealed class LambdaFunctions : IAsyncDisposable
{
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private const int LargestEvent = 1024 * 1024;

    private readonly FunctionStart _start;
    private readonly IamAuthorizer _authorizer;
    private readonly Concurrency _concurrency;
    private readonly EnvironmentPool _pool;
    private readonly InvocationRunner _runner;

    private LambdaFunctions(ImmutableArray<DeployedFunction> functions, FunctionStart start, IamAuthorizer authorizer, EnvironmentPool pool, InvocationRunner runner) =>
        (Functions, _start, _authorizer, _concurrency, _pool, _runner) = (functions, start, authorizer, new(functions), pool, runner);

    /// <summary>The functions that are deployed.</summary>
    public ImmutableArray<DeployedFunction> Functions { get; }

    /// <summary>Opens the functions of a stack; what an earlier session left running is ended.</summary>
    public static LambdaFunctions Open(ServiceContext context, AwsCloud aws, LogStore logs)
    {
        var folders = TaskFolders.Open(Path.Combine(context.DataRoot, "lambda", "environments"));
        var host = new EnvironmentHost(new ProcessLauncher(), new FunctionVariables(aws), logs, folders, context.Clock);
        return new(
            [.. context.State.OfType(FunctionModel.Token).Select(DeployedFunction.Read)],
            new FunctionStart(context.State, aws.Authorizer),
            aws.Authorizer,
            new EnvironmentPool(host, new FunctionPrograms(context.DataRoot, context.WorkerCommand)),
            new InvocationRunner(new FaultMoments(context.Faults), context.Clock));
    }

    /// <summary>The function of a name or ARN, or null.</summary>
    public DeployedFunction? Find(string function) => Functions.FirstOrDefault(candidate => candidate.IsNamed(function));

    /// <summary>
    /// Invokes a function and waits for its end. Never throws for what the service would answer; throws <see cref="OperationCanceledException"/>
    /// when the session closes first.
    /// </summary>
    /// <param name="function">A name or ARN.</param>
    /// <param name="payload">JSON.</param>
    /// <param name="options">Who asks and how.</param>
    /// <param name="cancellationToken">Ends the invocation with its environment.</param>
    public async Task<LambdaAnswer> InvokeAsync(string function, string payload, Invocation options, CancellationToken cancellationToken)
    {
        if (Find(function) is not { } target)
        {
            return LambdaAnswer.Refused(InvokeRefusal.NotFound, $"Function not found: {function}");
        }
        if (Refusal(target, payload, options) is { } refusal)
        {
            return LambdaAnswer.Refused(refusal.Code, refusal.Message);
        }
        if (_concurrency.Enter(target) is { } throttled)
        {
            return LambdaAnswer.Refused(InvokeRefusal.TooManyRequests, throttled);
        }
        try
        {
            return await RunAsync(target, payload, options, cancellationToken);
        }
        finally
        {
            _concurrency.Leave(target);
        }
    }

    /// <summary>Why invocations wait that Lambda would run at once; null where none waits.</summary>
    public string? WhyWaiting() => _pool.Waiting is > 0 and var waiting
        ? string.Create(CultureInfo.InvariantCulture, $"{waiting} invocations wait for one of the {Machine.MostTasks} processes that this machine runs at once")
        : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async Task<LambdaAnswer> RunAsync(DeployedFunction function, string payload, Invocation options, CancellationToken cancellationToken)
    {
        RuntimeReply reply;
        try
        {
            reply = await _pool.UseAsync(function, async (environment, stop) => await _runner.InitialiseAsync(environment, stop) is { } failure
                ? (failure, false)
                : await _runner.RunAsync(environment, payload, options, stop), cancellationToken);
        }
        catch (Exception failure) when (failure is TaskStartException or EngineException or IOException or UnauthorizedAccessException)
        {
            reply = InvocationRunner.Failure("Runtime.InvalidEntrypoint", failure.Message);
        }
        return reply.Error is { } error ? LambdaAnswer.Failed(error, reply.Payload) : LambdaAnswer.Of(reply.Payload);
    }

    private InvokeRefusal? Refusal(DeployedFunction function, string payload, Invocation options)
    {
        var largest = options.Type == InvocationType.Event ? LargestEvent : RuntimeApi.LargestPayload;
        return options.Caller is { } caller && Authorize(function, caller, options.SourceArn) is { Allowed: false } decision ? new(InvokeRefusal.AccessDenied, decision.Message)
            : Encoding.UTF8.GetByteCount(payload) is var size && size > largest
                ? new(InvokeRefusal.RequestTooLarge, string.Create(CultureInfo.InvariantCulture, $"{size} byte payload is too large for the {options.Type} invocation type (limit {largest} bytes)"))
            : !IsJson(payload) ? new(InvokeRefusal.InvalidRequest, "Could not parse request body into json")
            : _start.Problem(function);
    }

    private Decision Authorize(DeployedFunction function, Principal caller, string? sourceArn)
    {
        var context = AuthorizationRequest.NoContext;
        if (sourceArn is not null)
        {
            var account = sourceArn.Split(':') is [_, _, _, _, { Length: > 0 } owner, ..] ? owner : AwsTemplate.Account;
            context = context.Add(Identity.Policies.ConditionKeys.SourceArn, sourceArn).Add(Identity.Policies.ConditionKeys.SourceAccount, account);
        }
        return _authorizer.Authorize(new(caller, "lambda:InvokeFunction", function.Arn, context));
    }

    private static bool IsJson(string payload)
    {
        try
        {
            using var _ = JsonDocument.Parse(payload);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
