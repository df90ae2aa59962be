using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Google;

/// <summary><c>gcloud logging read</c>. https://cloud.google.com/sdk/gcloud/reference/logging/read</summary>
/// <param name="fields">The fields that a filter may name.</param>
internal abstract class ReadLogsCommand(params string[] fields) : GcloudJsonCommand("logging read", new("filter", Required: true), new("--freshness"), new("--order"), new("--limit"))
{
    public sealed override JsonNode Execute(GcloudArguments arguments)
    {
        if (arguments.Text("--order") is not ("asc" or "desc" or null) and var order)
        {
            throw new GcloudUsageException($"argument --order: Invalid choice: '{order}'");
        }
        var entries = Entries(LogFilter.Parse(arguments.Required("filter"), fields)).OrderBy(entry => entry.Time).Select(entry => entry.Entry).ToList();
        if (arguments.Text("--order") != "asc")
        {
            entries.Reverse();
        }
        return new JsonArray([.. entries.Take(arguments.Number("--limit") ?? int.MaxValue)]);
    }

    /// <summary>The entries that a filter admits, in any order.</summary>
    protected abstract IEnumerable<(long Time, JsonObject Entry)> Entries(LogFilter filter);

    /// <summary>A line as an entry.</summary>
    protected static JsonObject Entry(LogEvent line, JsonObject resource, JsonObject labels) => new()
    {
        ["textPayload"] = line.Message,
        ["timestamp"] = DateTimeOffset.FromUnixTimeMilliseconds(line.Timestamp).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["resource"] = resource,
        ["labels"] = labels,
    };
}
