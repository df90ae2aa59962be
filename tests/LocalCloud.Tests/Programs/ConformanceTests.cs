using System.Text.RegularExpressions;
using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.Shared;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What every service's program must do, whatever it declares.</summary>
public abstract partial class ConformanceTests(string service, Func<string, ComponentResourceOptions, ReferenceDeployment> create) : ProgramTest(service, create)
{
    private static readonly string[] OfEveryRun = ["job", "round", "list", "batch", "shards", "slice", "slices", "attempt", "offset", "count", "report", "file"];

    [Fact]
    public async Task SecondDeployChangesNothing()
    {
        await Workshop.UpAsync(Program());
        Assert.NotEmpty(Workshop.Done);
        var state = Workshop.StateText;
        await Workshop.UpAsync(Program());
        Assert.Empty(Workshop.Done);
        Assert.Equal(state, Workshop.StateText);
    }

    [Fact]
    public async Task DestroyLeavesNothing()
    {
        var state = await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        Assert.Equal(state.Resources.Length, Workshop.Done.Count);
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task DeployAfterDestroyStartsAfresh()
    {
        var first = await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        var second = await Workshop.UpAsync(Program());
        Assert.Equal(first.Resources.Select(resource => resource.Id), second.Resources.Select(resource => resource.Id));
    }

    [Fact]
    public async Task PreviewPlansWhatUpDoes()
    {
        var plan = await Workshop.PreviewAsync(Program());
        var state = await Workshop.UpAsync(Program());
        Assert.Equal(plan.Changes.Select(step => $"{step.Operation} {step.Resource.Name}"), Workshop.Done);
        Assert.Equal(plan.Steps.Select(step => Describe(step.After!)), state.Resources.Select(Describe));
        Assert.True((await Workshop.PreviewAsync(Program())).IsEmpty);
    }

    /// <summary>The preview runs the program a second time, in which nothing that a provider computes is known.</summary>
    [Fact]
    public async Task SurvivesUnknownOutputs()
    {
        var plan = await Workshop.PreviewAsync(Program());
        Assert.NotEmpty(plan.Steps);
        Assert.All(plan.Steps, step => Assert.Equal(Operation.Create, step.Operation));
    }

    [Fact]
    public async Task NamesStartWithComponent()
    {
        var state = await Workshop.UpAsync(Program());
        var root = Assert.Single(state.Resources, resource => resource.Parent is null or "" || resource.Parent.EndsWith("pulumi:pulumi:Stack::" + state.Service, StringComparison.Ordinal)).Name;
        Assert.All(state.Resources, resource => Assert.StartsWith(root, resource.Name, StringComparison.Ordinal));
        Assert.All(state.Resources.Where(resource => resource.Options.Custom), resource => Assert.StartsWith(root + "-", resource.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ComposesTwiceInOneStack()
    {
        IDictionary<string, object?> Both() => new Dictionary<string, object?> { ["left"] = Create("left").Runbook, ["right"] = Create("right").Runbook };
        var state = await Workshop.UpAsync(Both);
        Assert.Equal(
            state.Resources.Where(resource => resource.Name.StartsWith("left", StringComparison.Ordinal)).Select(resource => resource.Name["left".Length..]).Order(),
            state.Resources.Where(resource => resource.Name.StartsWith("right", StringComparison.Ordinal)).Select(resource => resource.Name["right".Length..]).Order());
        Assert.NotEqual((string?)state.Outputs["left"], (string?)state.Outputs["right"]);
        await Workshop.UpAsync(Both);
        Assert.Empty(Workshop.Done);
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task OutputsHoldRunbookThatParses()
    {
        var (state, runbook) = await RunbookAsync();
        Assert.Equal((string?)state.Outputs["store"], runbook.Store);
        Assert.Equal((string?)state.Outputs["runbook"], runbook.ToJson());
        Assert.All(new[] { runbook.Submit, runbook.Watch, runbook.Logs, runbook.Report, runbook.Cancel, runbook.Leftovers }, phase => Assert.False(phase.IsEmpty));
        Assert.True(runbook.Relaunch is not null || runbook.Watch.Any(step => step.FailsOn is not null), "a run must see that its service gave up");
        Assert.Contains(runbook.Leftovers, step => step.MustBeEmpty is not null);
        Assert.All(runbook.Residue, residue => Assert.StartsWith("https://", residue.Source, StringComparison.Ordinal));
        Assert.InRange(runbook.MaxSlices, 1, int.MaxValue);
    }

    /// <summary>A step may use the run's own values, what its submit captured, and what earlier steps of its phase captured.</summary>
    [Fact]
    public async Task RunbookStepsNameOnlyKnownPlaceholders()
    {
        var (_, runbook) = await RunbookAsync();
        var submitted = runbook.Submit.SelectMany(step => step.Captures.Keys);
        AssertKnown(runbook.Publish, []);
        AssertKnown(runbook.Submit, []);
        AssertKnown(runbook.Leftovers, []);
        AssertKnown(runbook.Cancel, []);
        Assert.All(new[] { runbook.Watch, runbook.Logs, runbook.Report }, phase => AssertKnown(phase, submitted));
    }

    private static void AssertKnown(IEnumerable<RunbookStep> phase, IEnumerable<string> before)
    {
        var known = OfEveryRun.Concat(before).ToHashSet();
        foreach (var step in phase)
        {
            Assert.Subset(known, Placeholders.In(step.Argv).ToHashSet());
            known.UnionWith(step.Captures.Keys);
        }
    }

    private async Task<(StackState State, Runbook Runbook)> RunbookAsync()
    {
        var state = await Workshop.UpAsync(Program());
        return (state, Runbook.FromJson((string)state.Outputs["runbook"]!));
    }

    // Before the first deployment there is no salt yet, so that the hash of a secret is another.
    private static string Describe(DeployedResource resource) =>
        $"{resource.Urn} {resource.Id} {SecretHash().Replace(resource.Outputs.ToJsonString(), "")} {string.Join(',', resource.DependsOn)}";

    [GeneratedRegex("""(?<="\$secret":")[0-9a-f]+""")]
    private static partial Regex SecretHash();
}
