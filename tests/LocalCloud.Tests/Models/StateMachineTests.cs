using System.Text.Json;
using CloudStacks.LocalCloud.Services;
using CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;
using CloudStacks.LocalCloud.Tests.StatesLanguage;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Sfn;
using Pulumi.Aws.Sfn.Inputs;

namespace CloudStacks.LocalCloud.Tests.Models;

public sealed class StateMachineTests : ModelTest
{
    [Fact]
    public async Task NameAndArnAreTheProviders()
    {
        var machine = await UpAsync("machine", () => Declare());
        Assert.Matches(@"\Aarn:aws:states:us-east-1:000000000000:stateMachine:machine-[0-9a-f]{7}\z", machine.Text("arn"));
        Assert.Equal((machine.Id, "ACTIVE"), (machine.Text("arn"), machine.Text("status")));
    }

    [Fact]
    public async Task DefinitionIsChangedInPlace()
    {
        await Workshop.UpAsync(() => Declare());
        await Workshop.UpAsync(() => Declare(args => args.Definition = Definitions.Task("\"TimeoutSeconds\":5").ToJsonString()));
        Assert.Equal(["Update machine"], Workshop.Done);
    }

    [Fact]
    public async Task NewNameReplaces()
    {
        await Workshop.UpAsync(() => Declare(args => args.Name = "first"));
        await Workshop.UpAsync(() => Declare(args => args.Name = "second"));
        Assert.Equal(["Replace machine", "DeleteReplaced machine"], Workshop.Done);
    }

    [Theory]
    [InlineData("a b", "input 'name' is 'a b'; expected 1 to 80 letters, digits, hyphens and underscores")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012345678901234567890", "expected 1 to 80")]
    public Task NamesAreChecked(string name, string expected) => UpFailsAsync(() => Declare(args => args.Name = name), expected);

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html</summary>
    [Fact]
    public Task ExpressMachinesRunNoDistributedMap() => UpFailsAsync(() => Declare(args => args.Type = "EXPRESS"), "input 'type' is 'EXPRESS'; the local cloud models STANDARD");

    [Fact]
    public Task DefinitionIsValidatedWhenTheMachineIsCreated() => UpFailsAsync(
        () => Declare(args => args.Definition = Definitions.Task().With("/StartAt", "\"Nowhere\"")), "InvalidDefinition: Invalid State Machine Definition: /StartAt is 'Nowhere'");

    [Fact]
    public Task LoggingIsRefusedByName() => UpFailsAsync(
        () => Declare(args => args.LoggingConfiguration = new StateMachineLoggingConfigurationArgs { Level = "ALL" }), "the local cloud does not model input 'loggingConfiguration'");

    [Fact]
    public Task TracingIsRefusedByName() => UpFailsAsync(
        () => Declare(args => args.TracingConfiguration = new StateMachineTracingConfigurationArgs { Enabled = true }), "the local cloud does not model input 'tracingConfiguration'");

    [Fact]
    public Task RoleMustBeThere() => UpFailsAsync(() => Declare(args => args.RoleArn = "arn:aws:iam::000000000000:role/other"), "InvalidArn: input 'roleArn' is 'arn:aws:iam::000000000000:role/other'");

    [Fact]
    public Task RoleMustTrustTheService() => UpFailsAsync(() => Declare(trusted: "lambda.amazonaws.com"), "the service principal states.amazonaws.com is not authorized to assume the role");

    /// <summary>Text of DeleteStateMachine: https://github.com/boto/botocore/tree/1.43.11/botocore/data/stepfunctions</summary>
    [Fact]
    public async Task MachineStaysWhileExecutionsRun()
    {
        var machine = await UpAsync("machine", () => Declare());
        Record(machine.Id, ExecutionStatus.RUNNING);
        await DownFailsAsync("stays in DELETING while executions run: j-0. Let them end or stop them first; cloudstacks down does so.");
        Record(machine.Id, ExecutionStatus.ABORTED);
        await Workshop.DownAsync();
        Assert.Equal(["Delete machine", "Delete role"], Workshop.Done);
    }

    private void Record(string machine, ExecutionStatus status)
    {
        var (journal, _) = RecordJournal<ExecutionRecord>.Open(Path.Combine(Workshop.Store.DataRoot, "states", "executions.jsonl"), ExecutionJson.Default.ExecutionRecord, record => record.Arn);
        using (journal)
        {
            journal.Write(new ExecutionRecord { Arn = "execution", Name = "j-0", Machine = machine, Input = "{}", StartedAt = 1, Status = status });
        }
    }

    private static void Declare(Action<StateMachineArgs>? edit = null, string trusted = "states.amazonaws.com")
    {
        var role = new Role("role", new()
        {
            AssumeRolePolicy = JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new[] { new { Effect = "Allow", Action = "sts:AssumeRole", Principal = new { Service = trusted } } } }),
        });
        var args = new StateMachineArgs { RoleArn = role.Arn, Definition = Definitions.Task().ToJsonString() };
        edit?.Invoke(args);
        _ = new Pulumi.Aws.Sfn.StateMachine("machine", args);
    }
}
