using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace CloudStacks.Sdk.Tests.Core;

public class OptionsTests
{
    private static readonly TestOptions Update = new() { IsPreview = false, ProjectName = "p", StackName = "s" };

    private sealed class Provider(string name, string package = "test", CustomResourceOptions? options = null)
        : ProviderResource(package, name, ResourceArgs.Empty, options);

    [Fact]
    public async Task TransformationsRunFromTheResourceOutwardAndSeeWhatTheOnesBeforeMade()
    {
        var seen = new List<string>();
        ResourceTransformation Note(string place) => args =>
        {
            seen.Add($"{place} {args.Resource.GetResourceName()} {(args.Args as WidgetArgs)?.Text is not null}");
            return null;
        };
        ResourceTransformation Replace(string text) => args => args.Args is WidgetArgs
            ? new ResourceTransformationResult(new WidgetArgs { Text = text }, args.Options)
            : null;
        var mocks = new EchoMocks();
        await Deployment.TestWithServiceProviderAsync<TransformedStack>(mocks, new Services(() => new TransformedStack(
            new StackOptions { ResourceTransformations = { Note("stack") } },
            () => _ = new Shelf("shelf", shelf => _ = new Widget("w", null, new CustomResourceOptions
            {
                Parent = shelf,
                ResourceTransformations = { Note("own"), Replace("from own") },
            }), new ComponentResourceOptions { ResourceTransformations = { Note("shelf"), Replace("from shelf") } }))), Update);

        Assert.Equal(["stack p-s False", "shelf shelf False", "stack shelf False", "own w False", "shelf w True", "stack w True"], seen);
        Assert.Equal("from shelf", mocks["w"].Inputs["text"]);
    }

    [Fact]
    public async Task StackTransformationsReachChildrenOfComponentsThroughTheirParents()
    {
        var seen = new List<string>();
        await Deployment.TestWithServiceProviderAsync<TransformedStack>(new EchoMocks(), new Services(() => new TransformedStack(
            new StackOptions { ResourceTransformations = { args => { seen.Add(args.Resource.GetResourceName()); return null; } } },
            () => _ = new Shelf("shelf", shelf => _ = new Widget("w", null, new CustomResourceOptions { Parent = shelf })))), Update);

        Assert.Equal(["p-s", "shelf", "w"], seen);
    }

    [Fact]
    public async Task ATransformationCannotChangeTheParent()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update, () =>
        {
            var shelf = new Shelf("shelf");
            _ = new Widget("w", null, new CustomResourceOptions
            {
                ResourceTransformations = { args => new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = shelf }) },
            });
        }));
        Assert.Contains("change the parent of 'w'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProtectIsInheritedAfterTransformationsAndTheOptionsOfTheProgramStayAsTheyAre()
    {
        bool? seen = true;
        var options = new CustomResourceOptions();
        await Deployment.TestAsync(new EchoMocks(), Update, () => _ = new Shelf("shelf", shelf =>
        {
            options.Parent = shelf;
            options.ResourceTransformations.Add(args =>
            {
                seen = args.Options.Protect;
                return null;
            });
            _ = new Widget("w", null, options);
        }, new ComponentResourceOptions { Protect = true, Providers = { new Provider("own") } }));

        Assert.Null(seen);
        Assert.Null(options.Protect);
        Assert.Null(options.Provider);
    }

    [Fact]
    public async Task ChildrenInheritTheProviderOfTheirPackage()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () =>
        {
            var providers = new ComponentResourceOptions { Providers = { new Provider("own"), new Provider("other", "elsewhere") } };
            _ = new Shelf("shelf", shelf =>
            {
                _ = new Shelf("inner", inner => _ = new Widget("inherits", null, new CustomResourceOptions { Parent = inner }), new() { Parent = shelf });
                _ = new Widget("explicit", null, new CustomResourceOptions { Parent = shelf, Provider = new Provider("mine") });
            }, providers);
            _ = new Widget("outside");
        });

        Assert.Equal("urn:pulumi:s::p::pulumi:pulumi:Stack$pulumi:providers:test::own::own-id", mocks["inherits"].Provider);
        Assert.Equal("urn:pulumi:s::p::pulumi:pulumi:Stack$pulumi:providers:test::mine::mine-id", mocks["explicit"].Provider);
        Assert.Equal("", mocks["outside"].Provider);
    }

    [Fact]
    public async Task AComponentTakesEitherOneProviderOrSeveral()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update, () =>
        {
            var provider = new Provider("own");
            _ = new Shelf("shelf", null, new ComponentResourceOptions { Provider = provider, Providers = { provider } });
        }));
        Assert.Contains("'shelf' has both options Provider and Providers", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DependsOnWaitsForTheChildrenOfAComponent()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () =>
        {
            var late = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            var shelf = new Shelf("shelf", s => _ = new Widget("late", new WidgetArgs { Text = Output.Create(late.Task) }, new() { Parent = s }));
            _ = new Widget("after", null, new CustomResourceOptions { DependsOn = { shelf } });
            _ = new Widget("free");
            late.SetResult("now");
        });

        Assert.True(mocks.Order.IndexOf("late") < mocks.Order.IndexOf("after"));
    }

    [Fact]
    public async Task AChildThatDependsOnItsParentIsRefusedInsteadOfWaitingForItself()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update, () =>
            _ = new Shelf("shelf", s => _ = new Widget("w", null, new CustomResourceOptions { Parent = s, DependsOn = { s } }))));
        Assert.Contains("'w' depends on its parent 'shelf'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergeLetsTheSecondWinAndAppendsLists()
    {
        var first = new CustomResourceOptions
        {
            Protect = true, Version = "1", IgnoreChanges = { "a" }, DeleteBeforeReplace = true, AdditionalSecretOutputs = { "x" },
            RetainOnDelete = true, CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(5) },
        };
        var merged = CustomResourceOptions.Merge(first, new CustomResourceOptions
        {
            Version = "2", IgnoreChanges = { "b" }, ReplaceOnChanges = { "c" }, AdditionalSecretOutputs = { "y" }, ImportId = "i", Protect = false,
        });

        Assert.Equal((false, "2", true, "i", true), (merged.Protect, merged.Version, merged.DeleteBeforeReplace, merged.ImportId, merged.RetainOnDelete));
        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["c"], merged.ReplaceOnChanges);
        Assert.Equal(["x", "y"], merged.AdditionalSecretOutputs);
        Assert.Equal(TimeSpan.FromMinutes(5), merged.CustomTimeouts!.Create);
        Assert.Equal(["a"], first.IgnoreChanges);

        await Deployment.TestAsync(new EchoMocks(), Update, () =>
        {
            var (old, current) = (new Provider("old"), new Provider("new"));
            var components = ComponentResourceOptions.Merge(
                new ComponentResourceOptions { Providers = { old } }, new ComponentResourceOptions { Providers = { current } });
            Assert.Equal([current], components.Providers);
        });
    }

    [Fact]
    public async Task AnAliasThatContradictsItselfIsRefused()
    {
        async Task<string> Fails(Alias alias) => (await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), Update,
            () => { _ = new Widget("w", null, new CustomResourceOptions { Aliases = { alias } }); }))).Message;
        Assert.Contains("a Urn and also Name", await Fails(new Alias { Urn = "urn:pulumi:s::p::t::n", Name = "old" }), StringComparison.Ordinal);
        Assert.Contains("ParentUrn, NoParent", await Fails(new Alias { ParentUrn = "urn", NoParent = true }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UrnsChainTheTypesOfTheParents()
    {
        Widget widget = null!;
        Output<string> computed = null!;
        Output<string> top = null!;
        await Deployment.TestAsync(new EchoMocks(), Update, () =>
        {
            _ = new Shelf("shelf", shelf =>
            {
                widget = new Widget("w", null, new CustomResourceOptions { Parent = shelf });
                computed = Urn.Create("w", "test:index:Widget", shelf);
            });
            top = Urn.Create("w", "test:index:Widget");
        });

        var urn = await OutputUtilities.GetValueAsync(widget.Urn);
        Assert.Equal("urn:pulumi:s::p::pulumi:pulumi:Stack$test:index:Shelf$test:index:Widget::w", urn);
        Assert.Equal(urn, await OutputUtilities.GetValueAsync(computed));
        Assert.Equal("urn:pulumi:s::p::test:index:Widget::w", await OutputUtilities.GetValueAsync(top));
    }
}
