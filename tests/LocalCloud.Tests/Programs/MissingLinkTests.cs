using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.Shared;
using Pulumi;
using Pulumi.Aws.Iam;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that a program leaves out makes its run fail, and the message names it.</summary>
/// <param name="service">The service id.</param>
/// <param name="create">Constructs the program's component under a name.</param>
public abstract class MissingLinkTests(string service, Func<string, ComponentResourceOptions, ReferenceDeployment> create) : ProgramTest(service, create)
{
    private protected Task FailsAsync(string[] expected, params ResourceTransformation[] edits) => FailsAsync(expected, attempts: null, faults: "", edits);

    private protected async Task FailsAsync(string[] expected, int? attempts, string faults, params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        await using var run = await LocalRun.OpenAsync(Workshop, faults);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input));
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
        Assert.True(attempts is null || attempts == Assert.Single(run.Attempts()).Attempts);
    }

    /// <summary>Takes a service's trust out of a role.</summary>
    private protected static ResourceTransformation Distrusted(string role) => Edit.Of<RoleArgs>(
        args => args.AssumeRolePolicy = args.AssumeRolePolicy.Apply(policy => policy.AsT0.Replace(".amazonaws.com", ".example.com", StringComparison.Ordinal)), role);
}
