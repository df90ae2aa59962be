using System.Globalization;
using System.Text;
using nietras.SeparatedValues;

namespace CloudStacks.FatigueScreening;

/// <summary>Streams the rows of one shard into a count.</summary>
sealed class ShardReader(string file, ScreeningParameters parameters, CancellationToken cancellation)
{
    const string Header = "time_s,stress_mpa";
    const string ExpectedRow = "a row of two numbers, time_s and stress_mpa";

    // Looking at the token every row would cost more than reading one.
    const long RowsBetweenLooks = 4096;

    readonly SeriesCount _count = new(parameters);
    long _line = 1;

    /// <summary>Reads all rows.</summary>
    /// <exception cref="BadInputException">The shard is bad.</exception>
    public SeriesCount Read(Stream content, bool gzip)
    {
        if (!gzip)
        {
            ReadRows(content);
            return _count;
        }

        using var inflated = new GzipContent(content);
        try
        {
            ReadRows(inflated);
        }
        // A row that was cut in half is the consequence; the damaged file is the cause.
        catch (BadInputException) when (!inflated.IsIntact())
        {
            throw Damaged();
        }
        return inflated.IsIntact() ? _count : throw Damaged();
    }

    void ReadRows(Stream content)
    {
        // Invalid UTF-8 becomes U+FFFD, which is no part of a number, so that the error can name the field.
        using var text = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
        using var rows = Sep.New(',').Reader(o => o with { HasHeader = false, DisableColCountCheck = true, Unescape = true }).From(text);
        if (!MoveNext(rows))
            throw new BadInputException(file, 1, 1, "an empty file", $"the header {Header}");
        CheckHeader(rows.Current);

        while (MoveNext(rows))
        {
            _line = rows.Current.LineNumberFrom;
            if (_count.Points % RowsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            ReadRow(rows.Current);
        }
        if (_count.Points == 0)
            throw new BadInputException(file, _line + 1, 1, "the end of the file", ExpectedRow);
    }

    bool MoveNext(SepReader rows)
    {
        try
        {
            return rows.MoveNext();
        }
        // What Sep throws for a row above its limit of 16 M characters.
        catch (NotSupportedException e)
        {
            throw new BadInputException(file, _line + 1, 1, "a row of more than 16 million characters", $"{ExpectedRow} (is a quote left open?)", e);
        }
    }

    void CheckHeader(SepReader.Row row)
    {
        if (row.ColCount != 2 || !row[0].Span.SequenceEqual("time_s") || !row[1].Span.SequenceEqual("stress_mpa"))
            throw new BadInputException(file, 1, 1, Quote(row.Span), $"the header {Header}");
    }

    void ReadRow(SepReader.Row row)
    {
        if (row.ColCount == 2
            && DecimalText.TryParse(row[0].Span, ShardLimits.TimeDecimals, ShardLimits.Time, out var time)
            && DecimalText.TryParse(row[1].Span, ShardLimits.StressDecimals, ShardLimits.Stress, out var stress)
            && !(time < _count.Exposure.Last))
        {
            _count.Add(time, (int)stress);
            if (_count.ResidueIsTooLong)
                throw SeriesCount.ResidueTooLong(file, _line);
        }
        else
        {
            HandleBadRow(row);
        }
    }

    void HandleBadRow(SepReader.Row row)
    {
        if (parameters.OnBadRow == BadRowRule.Fail)
            throw Fault(row);
        if (++_count.SkippedRows > parameters.MaxBadRows)
        {
            var fault = Fault(row);
            throw new BadInputException(
                file, fault.Line, fault.Column, fault.Found, FormattableString.Invariant($"{fault.Expected}; more than {parameters.MaxBadRows} rows are bad"));
        }
    }

    BadInputException Fault(SepReader.Row row)
    {
        if (row.ColCount != 2)
            return new BadInputException(file, _line, 1, row.ColCount == 1 ? Quote(row.Span) : $"{row.ColCount} fields", ExpectedRow);
        if (!DecimalText.TryParse(row[0].Span, ShardLimits.TimeDecimals, ShardLimits.Time, out var time))
            return new BadInputException(file, _line, ColumnOf(row, 0), Quote(row[0].Span), "a time from -10000000000 to 10000000000 s");
        return DecimalText.TryParse(row[1].Span, ShardLimits.StressDecimals, ShardLimits.Stress, out _)
            ? new BadInputException(file, _line, ColumnOf(row, 0), Quote(row[0].Span), $"a time of at least {Seconds(_count.Exposure.Last ?? time)} s, as time never runs backwards")
            : new BadInputException(file, _line, ColumnOf(row, 1), Quote(row[1].Span), "a stress from -10000 to 10000 MPa");
    }

    static string Seconds(long microseconds) => (microseconds / 1e6m).ToString("0.######", CultureInfo.InvariantCulture);

    // An empty span overlaps nothing; as the last field it starts where the row ends.
    static int ColumnOf(SepReader.Row row, int field) =>
        row.Span.Overlaps(row[field].Span, out var offset) ? offset + 1 : field == 0 ? 1 : row.Span.Length + 1;

    static string Quote(ReadOnlySpan<char> text) => text.IsEmpty ? "nothing" : text.Length > 60 ? $"'{text[..60]}…'" : $"'{text}'";

    BadInputException Damaged() => new(
        file, _line, 1, "gzip data that does not end with its own checksum and length",
        "one complete gzip member (it is cut off, damaged, or followed by other bytes; compress the file again)");
}
