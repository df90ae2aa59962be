namespace CloudStacks.FatigueScreening;

/// <summary>
/// Reads decimal text straight into an integer number of small units, rounded half to even. No binary floating point lies between,
/// so 0.0005 is a tie (and rounds to 0), as it is on paper.
/// </summary>
static class DecimalText
{
    // Eighteen digits always fit a long; further digits only decide ties.
    const int MaxDigits = 18;

    static ReadOnlySpan<long> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>Reads <c>[+-]digits[.digits][e[+-]digits]</c>, spaces around it allowed.</summary>
    /// <param name="text">The text of a field.</param>
    /// <param name="decimals">The unit is 10^-decimals.</param>
    /// <param name="limit">Greatest magnitude allowed, in units.</param>
    /// <param name="units">The number of units.</param>
    /// <returns>Whether the text is a number within the limit.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, int decimals, long limit, out long units)
    {
        units = 0;
        text = text.Trim(' ');
        var at = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
            at++;

        var digits = new Digits();
        digits.ReadRun(text, ref at, fraction: false);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            digits.ReadRun(text, ref at, fraction: true);
        }
        if (!digits.Any || !TryReadExponent(text, ref at, out var exponent) || at != text.Length)
            return false;
        if (!TryScale(digits.Value, digits.Sticky, exponent + digits.Exponent + decimals, limit, out units))
            return false;
        if (negative)
            units = -units;
        return true;
    }

    static bool TryReadExponent(ReadOnlySpan<char> text, ref int at, out long exponent)
    {
        exponent = 0;
        if (at == text.Length || text[at] is not ('e' or 'E'))
            return true;
        at++;
        var negative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is '-' or '+')
            at++;
        var start = at;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            exponent = Math.Min(exponent * 10 + (text[at] - '0'), 1_000_000_000);
        if (negative)
            exponent = -exponent;
        return at > start;
    }

    static bool TryScale(long value, bool sticky, long shift, long limit, out long units)
    {
        units = value;
        if (value == 0)
            return true;
        if (shift >= 0)
        {
            if (shift > MaxDigits || value > limit / PowersOfTen[(int)shift])
                return false;
            units = value * PowersOfTen[(int)shift];
            return true;
        }
        if (shift < -MaxDigits)
        {
            units = 0;
            return true;
        }
        var divisor = PowersOfTen[(int)-shift];
        var (quotient, rest) = Math.DivRem(value, divisor);
        var half = divisor / 2;
        var up = rest > half || (rest == half && (sticky || (quotient & 1) == 1));
        units = up ? quotient + 1 : quotient;
        return units <= limit;
    }

    /// <summary>Significant digits read so far: the number is Value x 10^Exponent, and a little more if Sticky.</summary>
    ref struct Digits
    {
        int _count;

        public long Value { get; private set; }

        public long Exponent { get; private set; }

        public bool Sticky { get; private set; }

        public bool Any { get; private set; }

        public void ReadRun(ReadOnlySpan<char> text, ref int at, bool fraction)
        {
            var start = at;
            for (; at < text.Length; at++)
            {
                var digit = (uint)(text[at] - '0');
                if (digit > 9)
                    break;
                if (_count < MaxDigits)
                {
                    Value = Value * 10 + digit;
                    _count += Value == 0 ? 0 : 1;
                    Exponent -= fraction ? 1 : 0;
                }
                else
                {
                    Sticky |= digit != 0;
                    Exponent += fraction ? 0 : 1;
                }
            }
            Any |= at > start;
        }
    }
}
