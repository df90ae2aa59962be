using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Commands;

/// <summary>A command of <c>aws stepfunctions</c>.</summary>
internal abstract class StatesCommand(string name, params AwsOption[] options) : AwsCommand
{
    public override string Service => "stepfunctions";

    public override string Name => name;

    public override IReadOnlyList<AwsOption> Options => options;

    protected static ExecutionRecord Find(ExecutionTable table, string arn) =>
        table.Find(arn) ?? throw new AwsServiceException("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");

    protected static StateMachine Find(IReadOnlyList<StateMachine> machines, string arn) =>
        machines.FirstOrDefault(machine => machine.Arn == arn) ?? throw new AwsServiceException("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");
}
