using CloudStacks.LocalCloud.Engine;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Engine;

/// <summary>The resource options of https://www.pulumi.com/docs/iac/concepts/resources/options/.</summary>
public sealed class OptionTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task IgnoredChangesStayAsTheyWere()
    {
        void Program(string color) => _ = new Thing("a", new() { Color = color, Labels = { ["x"] = color, ["y"] = "1" } }, new() { IgnoreChanges = { "color", "labels.x" } });
        await workshop.UpAsync(() => Program("red"));
        await workshop.UpAsync(() => Program("blue"));
        Assert.Empty(workshop.Done);
        Assert.Equal("red", workshop.Store.Read().Resources[0].Text("color"));
    }

    [Fact]
    public async Task WhatIsNotIgnoredIsChanged()
    {
        void Program(string y) => _ = new Thing("a", new() { Labels = { ["x"] = "1", ["y"] = y } }, new() { IgnoreChanges = { "labels.x" } });
        await workshop.UpAsync(() => Program("1"));
        await workshop.UpAsync(() => Program("2"));
        Assert.Equal(["Update a"], workshop.Done);
    }

    [Fact]
    public async Task ReplaceOnChangesReplaces()
    {
        void Program(string color) => _ = new Thing("a", new() { Color = color }, new() { ReplaceOnChanges = { "color" } });
        await workshop.UpAsync(() => Program("red"));
        await workshop.UpAsync(() => Program("blue"));
        Assert.Equal(["Replace a", "DeleteReplaced a"], workshop.Done);
    }

    [Fact]
    public async Task AliasKeepsWhatWasRenamed()
    {
        var before = await workshop.UpAsync(() => _ = new Thing("old"));
        var after = await workshop.UpAsync(() => _ = new Thing("new", null, new() { Aliases = { new Alias { Name = "old" } } }));
        Assert.Empty(workshop.Done);
        Assert.Equal("new", after.Resources[0].Name);
        Assert.Equal(before.Resources[0].Id, after.Resources[0].Id);
        await workshop.UpAsync(() => _ = new Thing("new", null, new() { Aliases = { new Alias { Name = "old" } } }));
        Assert.Empty(workshop.Done);
        await workshop.UpAsync(() => _ = new Thing("new"));
        Assert.Empty(workshop.Done);
        Assert.Equal([before.Resources[0].Id], workshop.Existing);
    }

    [Fact]
    public async Task ChildrenFollowTheAliasOfTheirParent()
    {
        void Program(string group, params string[] formerly)
        {
            var options = new ComponentResourceOptions();
            options.Aliases.AddRange(formerly.Select(name => (Input<Alias>)new Alias { Name = name }));
            _ = new Thing($"{group}-a", null, new() { Parent = new Group(group, options) });
        }
        await workshop.UpAsync(() => Program("left"));
        var existing = workshop.Existing;
        await workshop.UpAsync(() => Program("right", "left"));
        Assert.Empty(workshop.Done);
        Assert.Equal(existing, workshop.Existing);
    }

    [Fact]
    public async Task RetainedResourcesStay()
    {
        await workshop.UpAsync(() => _ = new Thing("a", null, new() { RetainOnDelete = true }));
        var existing = workshop.Existing;
        await workshop.DownAsync();
        Assert.Equal(existing, workshop.Existing);
        Assert.Empty(workshop.Store.Read().Resources);
    }

    [Fact]
    public async Task WhatGoesWithItsOwnerIsNotDeletedItself()
    {
        workshop.Things.Stuck.Add("inner");
        await workshop.UpAsync(() =>
        {
            var outer = new Thing("outer");
            _ = new Thing("inner", null, new() { DeletedWith = outer, Parent = outer });
        });
        await workshop.DownAsync();
        Assert.Equal(["Delete inner", "Delete outer"], workshop.Done);
    }

    [Fact]
    public async Task OwnerThatStaysTakesNothingAlong()
    {
        workshop.Things.Stuck.Add("inner");
        void Program(bool both)
        {
            var outer = new Thing("outer");
            if (both)
                _ = new Thing("inner", null, new() { DeletedWith = outer });
        }
        await workshop.UpAsync(() => Program(true));
        await Assert.ThrowsAsync<EngineException>(() => workshop.UpAsync(() => Program(false)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ProtectedResourcesAreNeitherDeletedNorReplaced(bool byParent)
    {
        void Program(string shape)
        {
            var group = new Group("g", new() { Protect = byParent ? true : null });
            _ = new Thing("a", new() { Shape = shape }, new() { Protect = byParent ? null : true, Parent = group });
        }
        await workshop.UpAsync(() => Program("round"));
        foreach (var attempt in new Func<Task>[] { () => workshop.UpAsync(() => Program("square")), () => workshop.UpAsync(() => { }), workshop.DownAsync })
        {
            var error = await Assert.ThrowsAsync<EngineException>(attempt);
            Assert.Contains("is protected", error.Message, StringComparison.Ordinal);
        }
        Assert.Single(workshop.Existing);
    }

    [Fact]
    public async Task ProtectionThatIsTakenAwayFreesTheResource()
    {
        await workshop.UpAsync(() => _ = new Thing("a", null, new() { Protect = true }));
        await workshop.UpAsync(() => _ = new Thing("a"));
        await workshop.DownAsync();
        Assert.Empty(workshop.Existing);
    }

    [Fact]
    public async Task DependsOnAComponentMeansAllThatIsInIt()
    {
        await workshop.UpAsync(() =>
        {
            var group = new Group("g");
            _ = new Thing("inside", null, new() { Parent = group });
            _ = new Thing("after", null, new() { DependsOn = group });
        });
        await workshop.DownAsync();
        Assert.Equal(["Delete after", "Delete inside", "Delete g"], workshop.Done);
    }

    [Fact]
    public async Task UrnsHoldTheTypesOfTheParents()
    {
        var state = await workshop.UpAsync(() => _ = new Thing("a", null, new() { Parent = new Group("inner", new() { Parent = new Group("outer") }) }));
        Assert.Equal("urn:pulumi:test::workshop::test:index:Group$test:index:Group$test:index/thing:Thing::a", state.Resources.Single(r => r.Name == "a").Urn);
    }
}
