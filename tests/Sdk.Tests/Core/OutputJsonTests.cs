using System.Text.Json;
using Pulumi;
using Pulumi.Utilities;

namespace CloudStacks.Sdk.Tests.Core;

public class OutputJsonTests
{
    private static readonly JsonSerializerOptions Camel = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private sealed record Policy(Output<string> Role, Input<int> Days, InputList<string> Actions, InputMap<string> Tags);

    private static Policy Sample(Output<string> role) => new(role, 3, new[] { "read" }, new Dictionary<string, string> { ["a"] = "b" });

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task SerializeResolvesNestedOutputsAndTakesOnWhatTheyCarry(bool isKnown, bool isSecret)
    {
        var json = await Output.JsonSerialize(Output.Create(Sample(Resolved.Make("r", isKnown, isSecret))), Camel).ResolveAsync();
        var expected = isKnown ? """{"role":"r","days":3,"actions":["read"],"tags":{"a":"b"}}""" : null;
        Assert.Equal(new Resolved<string>(expected, isKnown, isSecret, 0), json);
    }

    [Fact]
    public async Task AnUnknownValueIsNeverSerialized()
    {
        var json = await Output.JsonSerialize(OutputUtilities.CreateUnknown(Sample(Output.Create("r")))).ResolveAsync();
        Assert.False(json.IsKnown);
    }

    [Fact]
    public async Task DeserializeGivesNestedOutputsTheSecrecyOfTheText()
    {
        var text = Output.CreateSecret("""{"role":"r","days":3,"actions":["read"],"tags":{"a":"b"}}""");
        var policy = await Output.JsonDeserialize<Policy>(text, Camel).ResolveAsync();

        Assert.True(policy.IsSecret);
        Assert.Equal(new Resolved<string>("r", true, true, 0), await policy.Value!.Role.ResolveAsync());
        Assert.Equal(new Resolved<int>(3, true, true, 0), await policy.Value.Days.ToOutput().ResolveAsync());
        Assert.Equal(["read"], (await policy.Value.Actions.ToOutput().ResolveAsync()).Value);
        Assert.Equal("b", (await policy.Value.Tags.ToOutput().ResolveAsync()).Value!["a"]);
    }

    [Fact]
    public async Task AnUnknownTextGivesAnUnknownValue()
    {
        Assert.False((await Output.JsonDeserialize<Policy>(OutputUtilities.CreateUnknown("{}")).ResolveAsync()).IsKnown);
    }
}
