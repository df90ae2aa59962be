using System.Text;

namespace CloudStacks.LocalCloud.Http;

/// <summary>Percent-encoding of UTF-8 as SigV4 defines it: letters, digits and <c>-._~</c> stand for themselves.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes strictly. Throws InvalidURI where an escape or the UTF-8 is broken.</summary>
    public static string Decode(string encoded)
    {
        var bytes = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(encoded, i, 1));
                continue;
            }
            bytes.Add(i + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[i + 1]) && char.IsAsciiHexDigit(encoded[i + 2])
                ? Convert.FromHexString(encoded.AsSpan(i + 1, 2))[0]
                : throw RequestRefusal.InvalidUri($"'{encoded}' has a broken percent escape at {i}"));
            i += 2;
        }
        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw RequestRefusal.InvalidUri($"'{encoded}' is not UTF-8");
        }
    }

    /// <summary>Encodes; slashes stay where a path or a key is meant.</summary>
    public static string Encode(string text, bool keepSlashes)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || "-._~".Contains((char)value) || (keepSlashes && value == '/'))
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append('%').Append(Convert.ToHexString([value]));
            }
        }
        return encoded.ToString();
    }
}
