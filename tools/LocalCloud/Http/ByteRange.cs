using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CloudStacks.LocalCloud.Http;

/// <summary>The part of an object that a request asks for.</summary>
internal static class ByteRange
{
    /// <summary>The range in a header; null for the whole. A range that is not understood is ignored, as RFC 9110, 14.2 has it.</summary>
    public static (long Offset, long Count)? Parse(string? header, long size)
    {
        if (header is null || !RangeHeaderValue.TryParse(header, out var parsed) || parsed.Unit != "bytes")
        {
            return null;
        }
        if (parsed.Ranges.Count != 1)
        {
            throw new RequestRefusal(StatusCodes.Status501NotImplemented, "NotImplemented", "The local cloud does not model several ranges in one request; object stores have none either");
        }
        var range = parsed.Ranges.Single();
        var from = range.From ?? Math.Max(0, size - range.To!.Value);
        var to = range.From is null ? size - 1 : Math.Min(range.To ?? size - 1, size - 1);
        return from < size && from <= to
            ? (from, to - from + 1)
            : throw new RequestRefusal(StatusCodes.Status416RangeNotSatisfiable, "InvalidRange", $"The range {header} lies outside the object's {size} bytes");
    }
}
