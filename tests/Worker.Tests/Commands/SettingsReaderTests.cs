using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Commands;

namespace CloudStacks.Worker.Tests.Commands;

public sealed class SettingsReaderTests
{
    [Fact]
    public void APairWinsOverTheFile()
    {
        var settings = SettingsReader.Read("""{"scf":1.5,"curve":"E"}"""u8.ToArray(), "f", ["scf=2.5", "onBadRow=skip", "environment=seawater-cp"]);
        Assert.Equal((2.5, "E", BadRowRule.Skip, SnEnvironment.SeawaterCathodicProtection), (settings.Scf, settings.Curve, settings.OnBadRow, settings.Environment));
    }

    [Theory]
    [InlineData("scf", "--set scf")]
    [InlineData("scff=1", "scff")]
    [InlineData("scf=much", "--set scf = much")]
    [InlineData("onBadRow=perhaps", "--set onBadRow = perhaps")]
    public void AWrongPairIsNamed(string pair, string expected) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => SettingsReader.Read(null, "", [pair])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"scff":1}""")]
    public void AWrongFileIsNamed(string json) =>
        Assert.StartsWith("f.json: ", Assert.Throws<UsageException>(() => SettingsReader.Read(System.Text.Encoding.UTF8.GetBytes(json), "f.json", [])).Message, StringComparison.Ordinal);

    [Fact]
    public void ACommandIsSplitIntoWords() =>
        Assert.Equal(["python3", "my task.py", "-x"], CommandLine.Find("python3 \"my task.py\"  -x")!.Value);

    [Fact]
    public void AnEmptyCommandIsRefused() => Assert.Throws<UsageException>(() => CommandLine.Find(" "));
}
