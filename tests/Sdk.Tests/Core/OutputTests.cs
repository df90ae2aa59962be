using System.Globalization;
using Pulumi;
using Pulumi.Utilities;

namespace CloudStacks.Sdk.Tests.Core;

public class OutputTests
{
    public static TheoryData<bool, bool, bool, bool> States()
    {
        var states = new TheoryData<bool, bool, bool, bool>();
        for (var bits = 0; bits < 16; bits++)
            states.Add((bits & 8) != 0, (bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0);
        return states;
    }

    [Theory, MemberData(nameof(States))]
    public async Task ApplyOfAnOutputIsKnownIfBothAreAndSecretIfEitherIsThatTookPart(bool known1, bool secret1, bool known2, bool secret2)
    {
        var runs = 0;
        var result = await Resolved.Make(1, known1, secret1).Apply(value =>
        {
            runs++;
            return Resolved.Make(value + 1, known2, secret2);
        }).ResolveAsync();

        Assert.Equal(known1 ? 1 : 0, runs);
        Assert.Equal(known1 && known2, result.IsKnown);
        // The inner output of an unknown is never made, so its secrecy cannot count.
        Assert.Equal(secret1 || (known1 && secret2), result.IsSecret);
        Assert.Equal(known1 && known2 ? 2 : 0, result.Value);
    }

    [Theory, MemberData(nameof(States))]
    public async Task AllTupleAndFormatAreKnownIfAllAreAndSecretIfAnyIs(bool known1, bool secret1, bool known2, bool secret2)
    {
        var (a, b) = (Resolved.Make("a", known1, secret1), Resolved.Make("b", known2, secret2));
        var all = await Output.All(a, b).ResolveAsync();
        var tuple = await Output.Tuple(a, b).ResolveAsync();
        var text = await Output.Format($"{a}-{b}").ResolveAsync();
        var list = await ((InputList<string>)new[] { a, b }).ToOutput().ResolveAsync();
        var map = await new InputMap<string> { { "a", a }, { "b", b } }.ToOutput().ResolveAsync();

        bool[] areKnown = [all.IsKnown, tuple.IsKnown, text.IsKnown, list.IsKnown, map.IsKnown];
        bool[] areSecret = [all.IsSecret, tuple.IsSecret, text.IsSecret, list.IsSecret, map.IsSecret];
        Assert.All(areKnown, isKnown => Assert.Equal(known1 && known2, isKnown));
        Assert.All(areSecret, isSecret => Assert.Equal(secret1 || secret2, isSecret));
        if (all.IsKnown)
        {
            Assert.Equal(["a", "b"], all.Value);
            Assert.Equal(("a", "b"), tuple.Value);
            Assert.Equal("a-b", text.Value);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CreateSecretAndUnsecretChangeTheSecrecyAlone(bool isKnown)
    {
        var secret = Output.CreateSecret(Resolved.Make(5, isKnown, isSecret: false));
        Assert.Equal(new Resolved<int>(isKnown ? 5 : 0, isKnown, true, 0), await secret.ResolveAsync());
        Assert.Equal(new Resolved<int>(isKnown ? 5 : 0, isKnown, false, 0), await Output.Unsecret(secret).ResolveAsync());
        Assert.True((await Output.CreateSecret(Task.FromResult(1)).ResolveAsync()).IsSecret);
        Assert.False((await Output.Create(Task.FromResult(1)).ResolveAsync()).IsSecret);
    }

    [Fact]
    public async Task EveryKindOfApplyGivesTheFunctionsResult()
    {
        var one = Output.Create(1);
        Assert.Equal(2, (await one.Apply(v => v + 1).ResolveAsync()).Value);
        Assert.Equal(2, (await one.Apply(v => Task.FromResult(v + 1)).ResolveAsync()).Value);
        Assert.Equal(2, (await one.Apply(v => (Input<int>)(v + 1)).ResolveAsync()).Value);
        Assert.Equal(2, (await one.UntypedApply(v => Output.Create((int)v! + 1)).ResolveAsync()).Value);
        Assert.True((await one.Apply(_ => Task.CompletedTask).ResolveAsync()).IsKnown);
        Assert.Equal(3, (await ((Input<int>)2).Apply(v => v + 1).ResolveAsync()).Value);
    }

    [Fact]
    public async Task NoOutputAtAllIsAKnownDefault()
    {
        var nothing = await Output.CreateSecret(1).Apply(_ => (Output<string>?)null).ResolveAsync();
        Assert.Equal(new Resolved<string>(null, true, true, 0), nothing);
        Assert.Equal(new Resolved<string>(null, true, false, 0), await ((Input<string>?)null).ToOutput().ResolveAsync());
        Assert.Equal("x-", (await Output.Format($"x-{null}").ResolveAsync()).Value);
    }

    [Fact]
    public async Task AnExceptionOfApplyPassesThroughEverythingThatFollows()
    {
        var failed = Output.Create(1).Apply(v => v > 0 ? throw new RunException("broken") : v);
        var later = Output.Format($"{failed.Apply(v => v + 1)} {Output.Create(2)}");
        Assert.Equal("broken", (await Assert.ThrowsAsync<RunException>(() => OutputUtilities.GetValueAsync(later))).Message);
    }

    [Fact]
    public async Task AnUnknownFactoryNeverRuns()
    {
        var unknown = OutputUtilities.CreateUnknown<int>(() => throw new InvalidOperationException("ran"));
        Assert.False((await unknown.ResolveAsync()).IsKnown);
    }

    [Fact]
    public async Task TuplesOfThreeToEightKeepTheirOrder()
    {
        Output<int> O(int value) => Output.Create(value);
        Assert.Equal((1, 2, 3), (await Output.Tuple(O(1), O(2), O(3)).ResolveAsync()).Value);
        Assert.Equal((1, 2, 3, 4), (await Output.Tuple(O(1), O(2), O(3), O(4)).ResolveAsync()).Value);
        Assert.Equal((1, 2, 3, 4, 5), (await Output.Tuple(O(1), O(2), O(3), O(4), O(5)).ResolveAsync()).Value);
        Assert.Equal((1, 2, 3, 4, 5, 6), (await Output.Tuple(O(1), O(2), O(3), O(4), O(5), O(6)).ResolveAsync()).Value);
        Assert.Equal((1, 2, 3, 4, 5, 6, 7), (await Output.Tuple(O(1), O(2), O(3), O(4), O(5), O(6), O(7)).ResolveAsync()).Value);
        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8), (await Output.Tuple(O(1), O(2), O(3), O(4), O(5), O(6), O(7), O(8)).ResolveAsync()).Value);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task FormatIsTheSameInEveryCulture(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        Assert.Equal("1234.5", (await Output.Format($"{Output.Create(1234.5)}").ResolveAsync()).Value);
    }

    [Fact]
    public async Task UnionsAndArraysOpenInsideAnOutput()
    {
        var union = Output.Create<Union<int, string>>("text");
        Assert.Equal("text", (await union.AsT1().ResolveAsync()).Value);
        Assert.False((await union.IsT0().ResolveAsync()).Value);
        Assert.Equal("text", (await union.Value().ResolveAsync()).Value);
        var array = Output.All(Output.Create("a"), Output.CreateSecret("b"));
        Assert.Equal(new Resolved<string>("b", true, true, 0), await array.GetAt(1).ResolveAsync());
        Assert.Equal(2, (await array.Length().ResolveAsync()).Value);
    }

    [Fact]
    public void ToStringGivesAWarningAndNotTheValue()
    {
        var text = $"{Output.Create("precious")}";
        Assert.DoesNotContain("precious", text, StringComparison.Ordinal);
        Assert.Contains("Output.Format", text, StringComparison.Ordinal);
    }
}
