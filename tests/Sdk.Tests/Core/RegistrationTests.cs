using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace CloudStacks.Sdk.Tests.Core;

public class RegistrationTests
{
    private static readonly TestOptions Update = new() { IsPreview = false, ProjectName = "p", StackName = "s" };

    [Fact]
    public async Task InputsReachTheMocksUnderTheirProviderNames()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new Widget("w", new WidgetArgs
            {
                Text = "hello",
                Count = 3,
                Tags = { "a", Output.Create("b") },
                Labels = { ["team"] = "fatigue", ["env"] = Output.Create("trial") },
                Part = new PartArgs { Key = "k", Weight = 2 },
                Size = Size.Large,
                Limit = "none",
                Document = """{"a":[1,true,null]}""",
            });
        });

        var inputs = mocks["w"].Inputs;
        Assert.Equal("hello", inputs["text"]);
        Assert.Equal(3.0, inputs["count"]);
        Assert.Equal(["a", "b"], (ImmutableArray<object?>)inputs["tags"]);
        Assert.Equal("fatigue", ((ImmutableDictionary<string, object?>)inputs["labels"])["team"]);
        Assert.Equal("trial", ((ImmutableDictionary<string, object?>)inputs["labels"])["env"]);
        Assert.Equal(2.0, ((ImmutableDictionary<string, object?>)inputs["part"])["weight"]);
        Assert.Equal("LARGE", inputs["size"]);
        Assert.Equal("none", inputs["limit"]);
        Assert.Equal([1.0, true, null], (ImmutableArray<object?>)((ImmutableDictionary<string, object?>)inputs["document"])["a"]!);
        Assert.Equal("test:index:Widget", mocks["w"].Type);
        Assert.Equal(["count", "document", "labels", "limit", "part", "size", "tags", "text"], inputs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OrdinaryResourcesHaveAnEmptyIdAndProvider()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () => { _ = new Widget("w"); });

        Assert.Equal("", mocks["w"].Id);
        Assert.Equal("", mocks["w"].Provider);
        Assert.Empty(mocks["w"].Inputs);
    }

    [Fact]
    public async Task TheMocksStateBecomesTypedOutputs()
    {
        var mocks = new EchoMocks
        {
            State = _ => new Dictionary<string, object>
            {
                ["text"] = Output.CreateSecret("hidden"),
                ["count"] = 7,
                ["tags"] = new[] { "x", "y" },
                ["part"] = new Dictionary<string, object> { ["key"] = "k", ["weight"] = 5.0 },
                ["size"] = "LARGE",
                ["limit"] = "none",
            },
        };
        Widget widget = null!;
        await Deployment.TestAsync(mocks, Update, () => { widget = new Widget("w"); });

        Assert.Equal("w-id", await OutputUtilities.GetValueAsync(widget.Id));
        Assert.Equal("hidden", await OutputUtilities.GetValueAsync(widget.Text));
        Assert.True(await Output.IsSecretAsync(widget.Text));
        Assert.Equal(7, await OutputUtilities.GetValueAsync(widget.Count));
        Assert.Equal(["x", "y"], await OutputUtilities.GetValueAsync(widget.Tags));
        var part = await OutputUtilities.GetValueAsync(widget.Part);
        Assert.Equal(("k", 5), (part!.Key, part.Weight));
        Assert.Equal("LARGE", (string)(await OutputUtilities.GetValueAsync(widget.Size))!.Value);
        Assert.Equal("none", (await OutputUtilities.GetValueAsync(widget.Limit)).AsT1);
        Assert.Same(widget, Assert.Single(await OutputUtilities.GetDependenciesAsync(widget.Text)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task OutputsThatTheMocksLeaveOutAreUnknownInAPreviewOnly(bool isPreview, bool isKnown)
    {
        var mocks = new EchoMocks { Id = _ => null };
        Widget widget = null!;
        await Deployment.TestAsync(mocks, new TestOptions { IsPreview = isPreview }, () => { widget = new Widget("w"); });

        Assert.Equal(isKnown, await OutputUtilities.GetIsKnownAsync(widget.Text));
        Assert.Null(await OutputUtilities.GetValueAsync(widget.Text));
        Assert.False(await OutputUtilities.GetIsKnownAsync(widget.Id));
    }

    [Fact]
    public async Task AnInputThatHoldsOneUnknownIsDroppedWhole()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new Widget("w", new WidgetArgs
            {
                Text = "kept",
                Tags = { "a", OutputUtilities.CreateUnknown("b") },
                Part = new PartArgs { Key = OutputUtilities.CreateUnknown("k") },
            });
        });

        Assert.Equal(["text"], mocks["w"].Inputs.Keys);
    }

    [Fact]
    public async Task SecretInputsReachTheMocksInTheClear()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new Widget("w", new WidgetArgs { Text = Output.CreateSecret("s"), Tags = { Output.CreateSecret("t") } });
        });

        Assert.Equal("s", mocks["w"].Inputs["text"]);
        Assert.Equal(["t"], (ImmutableArray<object?>)mocks["w"].Inputs["tags"]);
    }

    [Fact]
    public async Task AssetsAndResourcesReachTheMocksAsWhatTheyAre()
    {
        var mocks = new EchoMocks();
        Widget owner = null!;
        var code = new AssetArchive(new Dictionary<string, AssetOrArchive> { ["bootstrap"] = new StringAsset("#!") });
        await Deployment.TestAsync(mocks, Update, () =>
        {
            owner = new Widget("owner");
            _ = new Widget("w", new WidgetArgs { Code = code, Owner = owner });
        });

        Assert.Same(code, mocks["w"].Inputs["code"]);
        Assert.Same(owner, mocks["w"].Inputs["owner"]);
        Assert.Equal(["owner", "w"], mocks.Order);
    }

    [Fact]
    public async Task JsonInputsAreOneCompactTextWithResourcesAsIds()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () =>
        {
            var owner = new Widget("owner");
            _ = new Widget("w", new WidgetArgs { Policy = new PartArgs { Key = "k", Weight = 2, Parent = owner } });
        });

        Assert.Equal("""{"key":"k","parent":"owner-id","weight":2}""", mocks["w"].Inputs["policy"]);
    }

    [Fact]
    public async Task ReadingAListPropertyMakesAnEmptyListAndNotReadingItMakesNone()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, Update, () =>
        {
            var args = new WidgetArgs();
            _ = args.Tags;
            _ = new Widget("w", args);
        });

        Assert.Equal(["tags"], mocks["w"].Inputs.Keys);
        Assert.Empty((ImmutableArray<object?>)mocks["w"].Inputs["tags"]);
    }

    [Fact]
    public async Task AnExistingResourceIsReadByItsId()
    {
        var mocks = new EchoMocks { Id = _ => "ignored" };
        Widget widget = null!;
        await Deployment.TestAsync(mocks, Update, () => { widget = new Widget("w", null, new CustomResourceOptions { Id = "there" }); });

        Assert.Equal("there", mocks["w"].Id);
        Assert.Equal("there", await OutputUtilities.GetValueAsync(widget.Id));
    }

    [Fact]
    public async Task AnImportedResourceKeepsItsIdUnlessTheMocksGiveAnother()
    {
        var mocks = new EchoMocks { Id = _ => null };
        Widget widget = null!;
        await Deployment.TestAsync(mocks, Update, () => { widget = new Widget("w", null, new CustomResourceOptions { ImportId = "there" }); });

        Assert.Equal("there", mocks["w"].Id);
        Assert.Equal("there", await OutputUtilities.GetValueAsync(widget.Id));
    }

    [Fact]
    public async Task AResourceLookedUpByUrnTakesTheRegisteredState()
    {
        var mocks = new EchoMocks();
        Widget copy = null!;
        await Deployment.TestAsync(mocks, Update, async () =>
        {
            var original = new Widget("w", new WidgetArgs { Text = "hello" });
            var urn = await OutputUtilities.GetValueAsync(original.Urn);
            copy = new Widget("copy", null, new CustomResourceOptions { Urn = urn });
        });

        Assert.Equal(("hello", "w-id"), (await OutputUtilities.GetValueAsync(copy.Text), await OutputUtilities.GetValueAsync(copy.Id)));
        Assert.Equal(["w"], mocks.Order);
    }
}
