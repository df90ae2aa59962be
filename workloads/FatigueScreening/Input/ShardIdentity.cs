namespace CloudStacks.FatigueScreening;

/// <summary>Which asset and period a shard holds: its key is <c>&lt;prefix&gt;&lt;asset&gt;/&lt;period&gt;.csv</c> or <c>.csv.gz</c>.</summary>
public sealed record ShardIdentity(string Asset, string Period)
{
    const string Expected = "<asset>/<period>.csv or <asset>/<period>.csv.gz, names of 1 to 200 characters without control characters";

    /// <summary>Whether a key names a gzip shard.</summary>
    public static bool IsGzip(string key) => key.EndsWith(".csv.gz", StringComparison.Ordinal);

    /// <summary>Reads asset and period from an object's key.</summary>
    /// <param name="key">The whole key of the object.</param>
    /// <param name="prefix">The start of the key that belongs to the input as a whole.</param>
    /// <exception cref="BadInputException">The key is not of that form; the message shows the key.</exception>
    public static ShardIdentity Parse(string key, string prefix = "")
    {
        if (!key.StartsWith(prefix, StringComparison.Ordinal))
            throw new BadInputException(key, 1, 1, $"the key '{key}'", $"a key that starts with '{prefix}'");

        var extension = IsGzip(key) ? ".csv.gz" : ".csv";
        var parts = key[prefix.Length..].Split('/');
        if (parts.Length != 2 || !parts[1].EndsWith(extension, StringComparison.Ordinal))
            throw new BadInputException(key, 1, 1, $"the key '{key}'", Expected);

        var (asset, period) = (parts[0], parts[1][..^extension.Length]);
        return IsName(asset) && IsName(period)
            ? new ShardIdentity(asset, period)
            : throw new BadInputException(key, 1, 1, $"the key '{key}'", Expected);
    }

    static bool IsName(string name) => name.Length is > 0 and <= 200 && name is not ("." or "..") && !name.Any(char.IsControl);
}
