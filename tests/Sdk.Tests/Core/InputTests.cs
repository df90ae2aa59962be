using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;

namespace CloudStacks.Sdk.Tests.Core;

public class InputTests
{
    public static TheoryData<string, InputList<string>> Lists() => new()
    {
        { "value", "a" },
        { "output", Output.Create("a") },
        { "input", (Input<string>)"a" },
        { "array", new[] { "a" } },
        { "array of outputs", new[] { Output.Create("a") } },
        { "array of inputs", new Input<string>[] { "a" } },
        { "list", new List<string> { "a" } },
        { "list of outputs", new List<Output<string>> { Output.Create("a") } },
        { "list of inputs", new List<Input<string>> { "a" } },
        { "immutable array", ImmutableArray.Create("a") },
        { "immutable array of outputs", ImmutableArray.Create(Output.Create("a")) },
        { "immutable array of inputs", ImmutableArray.Create<Input<string>>("a") },
        { "output of array", Output.Create(new[] { "a" }) },
        { "output of list", Output.Create(new List<string> { "a" }) },
        { "output of enumerable", Output.Create(Enumerable.Repeat("a", 1)) },
        { "output of immutable array", Output.Create(ImmutableArray.Create("a")) },
        { "initializer", [Output.Create("a")] },
    };

    [Theory, MemberData(nameof(Lists))]
    public async Task EveryConversionGivesTheSameList(string from, InputList<string> list)
    {
        Assert.NotEmpty(from);
        Assert.Equal(["a"], (await list.ToOutput().ResolveAsync()).Value);
    }

    public static TheoryData<string, InputMap<string>> Maps() => new()
    {
        { "dictionary", new Dictionary<string, string> { ["k"] = "v" } },
        { "immutable dictionary", ImmutableDictionary<string, string>.Empty.Add("k", "v") },
        { "output of dictionary", Output.Create(new Dictionary<string, string> { ["k"] = "v" }) },
        { "output of interface", Output.Create<IDictionary<string, string>>(new Dictionary<string, string> { ["k"] = "v" }) },
        { "output of immutable dictionary", Output.Create(ImmutableDictionary<string, string>.Empty.Add("k", "v")) },
        { "initializer", new InputMap<string> { { "k", Output.Create("v") } } },
        { "indexer", new InputMap<string> { ["k"] = "v" } },
    };

    [Theory, MemberData(nameof(Maps))]
    public async Task EveryConversionGivesTheSameMap(string from, InputMap<string> map)
    {
        Assert.NotEmpty(from);
        Assert.Equal([KeyValuePair.Create("k", "v")], (await map.ToOutput().ResolveAsync()).Value);
    }

    [Fact]
    public async Task AddAppendsAndConcatLeavesBothAsTheyAre()
    {
        InputList<string> first = ["a"];
        first.Add("b", "c");
        first.AddRange(new[] { "d" });
        var both = first.Concat(new[] { "e" });

        Assert.Equal(["a", "b", "c", "d"], (await first.ToOutput().ResolveAsync()).Value);
        Assert.Equal(["a", "b", "c", "d", "e"], (await both.ToOutput().ResolveAsync()).Value);
        var seen = new List<string>();
        await foreach (var element in both)
            seen.Add((await element.ToOutput().ResolveAsync()).Value!);
        Assert.Equal(["a", "b", "c", "d", "e"], seen);
    }

    [Fact]
    public async Task ADefaultArrayStaysOneAndCountsAsEmptyWhenJoined()
    {
        InputList<string> list = default(ImmutableArray<string>);
        Assert.True((await list.ToOutput().ResolveAsync()).Value.IsDefault);
        list.Add("a");
        Assert.Equal(["a"], (await list.ToOutput().ResolveAsync()).Value);
    }

    [Fact]
    public async Task AMapTakesTheSameEntryTwiceButNotTwoValuesForOneKey()
    {
        var map = new InputMap<string> { { "k", "v" }, { "k", Output.Create("v") } };
        Assert.Equal("v", (await map.ToOutput().ResolveAsync()).Value!["k"]);

        map.Add("k", "other");
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => map.ToOutput().ResolveAsync());
        Assert.Contains("'k'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergeLetsTheSecondMapWin()
    {
        var merged = InputMap<string>.Merge(
            new InputMap<string> { ["a"] = "1", ["b"] = "1" }, new InputMap<string> { ["b"] = "2" });
        var entries = (await merged.ToOutput().ResolveAsync()).Value!;
        Assert.Equal(("1", "2"), (entries["a"], entries["b"]));
    }

    [Fact]
    public async Task UnionsTakeEitherTypeFromValuesInputsAndOutputs()
    {
        InputUnion<int, string>[] unions = [1, "a", (Input<int>)1, (Input<string>)"a", Output.Create(1), Output.Create("a")];
        var values = await Task.WhenAll(unions.Select(union => union.ToOutput().ResolveAsync()));
        Assert.Equal([1, "a", 1, "a", 1, "a"], values.Select(union => union.Value.Value));

        var list = new InputList<Union<int, string>> { (Input<int>)1, (Input<string>)"a" };
        Assert.Equal([1, "a"], (await list.ToOutput().ResolveAsync()).Value.Select(union => union.Value));
    }

    [Fact]
    public async Task JsonInputsTakeTextsDocumentsAndElements()
    {
        using var document = JsonDocument.Parse("[1]");
        InputJson[] inputs = ["[1]", document, document.RootElement, Output.Create("[1]"), Output.Create(document), Output.Create(document.RootElement)];
        foreach (var input in inputs)
            Assert.Equal("[1]", (await input.ToOutput().ResolveAsync()).Value.GetRawText());
    }
}
