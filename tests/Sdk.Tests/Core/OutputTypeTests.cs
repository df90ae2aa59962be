using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Pulumi.Testing;

namespace CloudStacks.Sdk.Tests.Core;

public class OutputTypeTests
{
    private enum Level
    {
        Low,
        High,
    }

    private sealed class Mixed(string name) : CustomResource("test:index:Mixed", name, null)
    {
        [Output("json")]
        public Output<JsonElement> Json { get; private set; } = null!;

        [Output("map")]
        public Output<ImmutableDictionary<string, double>> Map { get; private set; } = null!;

        [Output("parts")]
        public Output<ImmutableArray<Part>> Parts { get; private set; } = null!;

        [Output("asset")]
        public Output<AssetOrArchive> Asset { get; private set; } = null!;

        [Output("level")]
        public Output<Level> Level { get; private set; } = null!;

        [Output("other")]
        public Output<Resource> Other { get; private set; } = null!;

        [Output("nested")]
        public Output<Output<string>> Nested { get; private set; } = null!;

        [Output("plain")]
        public Output<object> Plain { get; private set; } = null!;
    }

    private static async Task<Mixed> AnswerAsync(Func<Dictionary<string, object>> state)
    {
        Mixed mixed = null!;
        await Deployment.TestAsync(
            new EchoMocks { State = _ => state() }, new TestOptions { IsPreview = false }, () => { mixed = new Mixed("m"); });
        return mixed;
    }

    [Fact]
    public async Task EveryOutputTypeIsReadFromItsWireForm()
    {
        var asset = new StringAsset("text");
        var mixed = await AnswerAsync(() => new Dictionary<string, object>
        {
            ["json"] = new Dictionary<string, object> { ["b"] = new object[] { 1, "x", true }, ["a"] = 0.5 },
            ["map"] = new Dictionary<string, double> { ["k"] = 1.5 },
            ["parts"] = new[] { new Dictionary<string, object> { ["key"] = "p" } },
            ["asset"] = asset,
            ["level"] = 1,
            ["nested"] = "inner",
            ["plain"] = new[] { "x" },
        });

        Assert.Equal("""{"a":0.5,"b":[1,"x",true]}""", (await mixed.Json.ResolveAsync()).Value.GetRawText());
        Assert.Equal(1.5, (await mixed.Map.ResolveAsync()).Value!["k"]);
        var part = Assert.Single((await mixed.Parts.ResolveAsync()).Value);
        Assert.Equal(("p", null), (part.Key, part.Weight));
        Assert.Same(asset, (await mixed.Asset.ResolveAsync()).Value);
        Assert.Equal(Level.High, (await mixed.Level.ResolveAsync()).Value);
        Assert.Equal("inner", (await (await mixed.Nested.ResolveAsync()).Value!.ResolveAsync()).Value);
        Assert.Equal(["x"], (ImmutableArray<object?>)(await mixed.Plain.ResolveAsync()).Value!);
    }

    [Fact]
    public async Task AValueOfTheWrongTypeBecomesTheDefaultAndNotAFailure()
    {
        var mixed = await AnswerAsync(() => new Dictionary<string, object> { ["map"] = "text", ["level"] = "high", ["other"] = 1 });

        Assert.Equal((true, null), ((await mixed.Map.ResolveAsync()).IsKnown, (await mixed.Map.ResolveAsync()).Value));
        Assert.Equal(Level.Low, (await mixed.Level.ResolveAsync()).Value);
        Assert.Null((await mixed.Other.ResolveAsync()).Value);
    }

    [Fact]
    public async Task AnUnknownInsideAValueMakesTheWholeOutputUnknown()
    {
        var mixed = await AnswerAsync(() => new Dictionary<string, object>
        {
            ["map"] = new Dictionary<string, object> { ["k"] = Pulumi.Utilities.OutputUtilities.CreateUnknown(1.0) },
            ["plain"] = "known",
        });

        Assert.False((await mixed.Map.ResolveAsync()).IsKnown);
        Assert.True((await mixed.Plain.ResolveAsync()).IsKnown);
    }
}
