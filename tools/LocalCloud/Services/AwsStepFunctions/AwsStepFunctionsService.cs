using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsStepFunctions.Commands;
using CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions;

/// <summary>AWS Step Functions over Lambda, behind the commands of <c>aws stepfunctions</c> and <c>aws logs</c>.</summary>
internal sealed class AwsStepFunctionsService : ILocalService
{
    private readonly LambdaFunctions _functions;
    private readonly ExecutionTable _table;
    private readonly ExecutionRunner _runner;
    private readonly AwsCommandSet _commands;

    private AwsStepFunctionsService(LambdaFunctions functions, ExecutionTable table, ExecutionRunner runner, AwsCommandSet commands) =>
        (_functions, _table, _runner, _commands) = (functions, table, runner, commands);

    /// <inheritdoc/>
    public string Service => "aws-step-functions";

    /// <summary>Opens the service on what is deployed and goes on with what an earlier session left. Throws <see cref="FormatException"/> naming what is not modelled.</summary>
    public static AwsStepFunctionsService Open(ServiceContext context, AwsCloud aws, InvokeFunction? invoke = null)
    {
        var machines = StateMachine.In(context.State).ToList();
        var logs = new LogStore(context.DataRoot);
        var functions = LambdaFunctions.Open(context, aws, logs);
        var table = ExecutionTable.Open(context.DataRoot);
        var runner = new ExecutionRunner(new(table, new RoleCalls(aws, invoke ?? functions.InvokeAsync), context.Faults, context.Clock));
        foreach (var execution in table.Started().Where(execution => !execution.Ended))
        {
            runner.Run(machines.Single(machine => machine.Arn == execution.Machine), execution);
        }
        return new(functions, table, runner, new AwsCommandSet(
        [
            new StartExecution(machines, table, runner, context.Clock), new StopExecution(table, runner), new DescribeExecution(table),
            new ListExecutions(machines, table), new ListMapRuns(table), new GetExecutionHistory(table),
            new FilterLogEvents(context.State, logs), new GetLogEvents(context.State, logs), new DescribeLogGroups(context.State), new GetTaggedResources(context.State),
        ]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICommandHandler> Commands => [_commands];

    /// <inheritdoc/>
    public string? WhyWaiting() => _functions.WhyWaiting();

    /// <summary>The children of the last map.</summary>
    public IReadOnlyList<TaskAttempts> Attempts() => ChildAttempts.Of(_table);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync();
        await _functions.DisposeAsync();
        _table.Dispose();
    }
}
