using CloudStacks.LocalCloud.Engine;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Engine;

public sealed class DeployerTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task UpCreatesWhatIsDeclaredAndDownLeavesNothing()
    {
        var state = await workshop.UpAsync(() => _ = new Thing("a", new() { Color = "red" }));
        Assert.Equal(["Create a"], workshop.Done);
        Assert.Equal([Assert.Single(state.Resources).Id], workshop.Existing);
        Assert.Matches("^a-[0-9a-f]{7}$", state.Resources[0].Id);

        await workshop.DownAsync();
        Assert.Equal(["Delete a"], workshop.Done);
        Assert.False(Directory.Exists(workshop.Store.Folder));
    }

    [Fact]
    public async Task SecondUpChangesNothingNotEvenTheFile()
    {
        static void Program() => _ = new Thing("b", new() { Color = new Thing("a").Arn, Count = 3, Parts = { new PartArgs { Kind = "k" } } });
        await workshop.UpAsync(Program);
        var before = workshop.StateText;
        workshop.Crash.Reset(null);
        Assert.True((await workshop.PreviewAsync(Program)).IsEmpty);
        await workshop.UpAsync(Program);
        Assert.Empty(workshop.Done);
        Assert.Equal(0, workshop.Crash.Passed);
        Assert.Equal(before, workshop.StateText);
    }

    [Fact]
    public async Task ChangeInPlaceUpdatesAndWhatUsesItFollows()
    {
        await workshop.UpAsync(() => Chain("red", "round"));
        await workshop.UpAsync(() => Chain("blue", "round"));
        Assert.Equal(["Update a"], workshop.Done);
        Assert.Equal("blue", workshop.Store.Read().Resources.Single(r => r.Name == "a").Text("color"));
    }

    [Fact]
    public async Task ReplacementIsCreatedFirstAndReachesWhatUsesItsOutputs()
    {
        await workshop.UpAsync(() => Chain("red", "round"));
        var old = workshop.Existing;
        await workshop.UpAsync(() => Chain("red", "square"));
        // b keeps a's ARN in an input that can be changed, c in one that cannot.
        Assert.Equal(["Replace a", "Update b", "Replace c", "DeleteReplaced c", "DeleteReplaced a"], workshop.Done);
        Assert.Equal(3, workshop.Existing.Count);
        Assert.Single(workshop.Existing, old.Contains);
        await workshop.UpAsync(() => Chain("red", "square"));
        Assert.Empty(workshop.Done);
    }

    [Fact]
    public async Task FixedNameIsDeletedBeforeItsSuccessorAndDragsAlongWhatIsBuiltOnIt()
    {
        void Program(string shape)
        {
            var a = new Thing("a", new() { Name = "fixed", Shape = shape });
            _ = new Thing("b", new() { Shape = a.Arn });
        }
        await workshop.UpAsync(() => Program("round"));
        await workshop.UpAsync(() => Program("square"));
        Assert.Equal(["DeleteReplaced b", "DeleteReplaced a", "Create a", "Create b"], workshop.Done);
        Assert.Contains("fixed", workshop.Existing);
    }

    [Fact]
    public async Task OptionDeletesBeforeReplace()
    {
        void Program(string shape) => _ = new Thing("a", new() { Shape = shape }, new() { DeleteBeforeReplace = true });
        await workshop.UpAsync(() => Program("round"));
        await workshop.UpAsync(() => Program("square"));
        Assert.Equal(["DeleteReplaced a", "Create a"], workshop.Done);
    }

    [Fact]
    public async Task FixedNameThatMustNotGoFirstCollides()
    {
        void Program(string shape) => _ = new Thing("a", new() { Name = "fixed", Shape = shape }, new() { DeleteBeforeReplace = false });
        await workshop.UpAsync(() => Program("round"));
        var error = await Assert.ThrowsAsync<EngineException>(() => workshop.UpAsync(() => Program("square")));
        Assert.Contains("'fixed' exists already", error.Message, StringComparison.Ordinal);
        Assert.Equal(["fixed"], workshop.Existing);
    }

    [Fact]
    public async Task RemovedResourcesGoBackwards()
    {
        await workshop.UpAsync(() => Chain("red", "round"));
        await workshop.UpAsync(() => { });
        Assert.Equal(["Delete c", "Delete b", "Delete a"], workshop.Done);
        Assert.Empty(workshop.Existing);
    }

    [Fact]
    public async Task DownRespectsDependenciesThatCameLater()
    {
        await workshop.UpAsync(() => _ = new Thing("old"));
        await workshop.UpAsync(() => _ = new Thing("old", new() { Color = new Thing("young").Arn }));
        await workshop.DownAsync();
        Assert.Equal(["Delete old", "Delete young"], workshop.Done);
    }

    [Fact]
    public async Task RefusalKeepsWhatWasDoneAndNamesTheResource()
    {
        workshop.Things.Refused.Add("b");
        var error = await Assert.ThrowsAsync<EngineException>(() => workshop.UpAsync(() => Chain("red", "round")));
        Assert.StartsWith($"creating {Thing.Token} 'b' failed: LimitExceeded", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], workshop.Store.Read().Resources.Select(r => r.Name));

        workshop.Things.Refused.Clear();
        await workshop.UpAsync(() => Chain("red", "round"));
        Assert.Equal(["Create b", "Create c"], workshop.Done);
    }

    [Fact]
    public async Task DownThatIsRefusedCanBeRepeated()
    {
        await workshop.UpAsync(() => Chain("red", "round"));
        workshop.Things.Stuck.Add("b");
        var error = await Assert.ThrowsAsync<EngineException>(workshop.DownAsync);
        Assert.Contains("ThingNotEmpty", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], workshop.Store.Read().Resources.Select(r => r.Name));
        workshop.Things.Stuck.Clear();
        await workshop.DownAsync();
        Assert.Empty(workshop.Existing);
    }

    private static void Chain(string color, string shape)
    {
        var a = new Thing("a", new() { Color = color, Shape = shape });
        _ = new Thing("b", new() { Color = a.Arn });
        _ = new Thing("c", new() { Shape = a.Arn });
    }
}
