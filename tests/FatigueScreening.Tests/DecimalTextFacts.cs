using System.Globalization;

namespace CloudStacks.FatigueScreening.Tests;

public class DecimalTextFacts
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("12.345", 12_345)]
    [InlineData("-12.345", -12_345)]
    [InlineData("+1", 1_000)]
    [InlineData(".5", 500)]
    [InlineData("5.", 5_000)]
    [InlineData(" 1 ", 1_000)]
    [InlineData("1e2", 100_000)]
    [InlineData("1.5E-1", 150)]
    [InlineData("-1.234500000000000000e+01", -12_345)]
    [InlineData("0.0005", 0)]
    [InlineData("0.0015", 2)]
    [InlineData("-0.0015", -2)]
    [InlineData("0.0025", 2)]
    [InlineData("0.00250000000000000000000000001", 3)]
    [InlineData("0.002499999999999999999999999999", 2)]
    [InlineData("1.0005", 1_000)]
    [InlineData("10000", 10_000_000)]
    [InlineData("10000.0004", 10_000_000)]
    [InlineData("00000000000000000000000010", 10_000)]
    [InlineData("1e-999999999999999999999", 0)]
    [InlineData("0e999999999999", 0)]
    public void RoundsHalfToEvenAtAThousandth(string text, long expected)
    {
        Assert.True(DecimalText.TryParse(text, 3, 10_000_000, out var units));
        Assert.Equal(expected, units);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e1")]
    [InlineData("1,5")]
    [InlineData("1 2")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-inf")]
    [InlineData("1\t")]
    [InlineData("１")]
    [InlineData("10000.0006")]
    [InlineData("10001")]
    [InlineData("1e5")]
    [InlineData("1e999999999999999999")]
    [InlineData("99999999999999999999999999")]
    public void RefusesWhatIsNoNumberInRange(string text) => Assert.False(DecimalText.TryParse(text, 3, 10_000_000, out _));

    [Fact]
    public void AgreesWithDecimalArithmeticOnRandomText()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var value = new decimal(random.Next(), random.Next(4), 0, random.Next(2) == 0, (byte)random.Next(5, 12));
            var expected = (long)(Math.Round(value, 3, MidpointRounding.ToEven) * 1000);
            Assert.True(DecimalText.TryParse(value.ToString(CultureInfo.InvariantCulture), 3, long.MaxValue / 1000, out var units));
            Assert.Equal(expected, units);
        }
    }
}
