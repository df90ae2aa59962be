using System.Globalization;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

/// <summary>Amounts such as <c>500m</c> and <c>2Gi</c>. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/</summary>
internal static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("m", 0.001m), ("k", 1000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000), ("", 1),
    ];

    /// <summary>Reads one. Throws <see cref="FormatException"/> naming the text and its place.</summary>
    public static decimal Read(string text, string place)
    {
        var (suffix, factor) = Suffixes.First(candidate => text.EndsWith(candidate.Suffix, StringComparison.Ordinal));
        return decimal.TryParse(text[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * factor
            : throw new FormatException($"{place}: Invalid value: \"{text}\": expected a quantity such as 500m or 2Gi");
    }
}
