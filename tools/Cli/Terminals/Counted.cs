using System.Globalization;

namespace CloudStacks.Cli.Terminals;

/// <summary>Numbers of things as people write them: <c>1 shard</c>, <c>2 shards</c>.</summary>
internal static class Counted
{
    public static string Of(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
