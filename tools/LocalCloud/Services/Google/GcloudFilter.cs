using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>
/// The part of <c>--filter</c> that runbooks use: <c>key=value</c>, <c>key~^start</c>, <c>key:*</c> (it is there) and <c>-key:*</c> (it is not), joined by AND.
/// https://docs.cloud.google.com/sdk/gcloud/reference/topic/filters
/// </summary>
internal sealed class GcloudFilter
{
    private readonly List<Func<JsonObject, bool>> _terms;

    private GcloudFilter(List<Func<JsonObject, bool>> terms) => _terms = terms;

    /// <summary>Reads a filter; none lets everything through. Throws <see cref="GcloudUsageException"/> naming the term that is not modelled.</summary>
    public static GcloudFilter Parse(string? text) =>
        new([.. (text?.Split(" AND ", StringSplitOptions.TrimEntries) ?? []).Select(Term)]);

    public bool Admits(JsonObject document) => _terms.All(term => term(document));

    /// <summary>The documents that pass.</summary>
    public JsonArray Of(IEnumerable<JsonObject> documents) => new([.. documents.Where(Admits)]);

    private static Func<JsonObject, bool> Term(string term) => term.Split("~^") is [var named, var start] && Plain(named) && Plain(start)
        ? document => Find(document, named)?.ToString().StartsWith(start, StringComparison.Ordinal) == true
        : Comparison(term);

    private static Func<JsonObject, bool> Comparison(string term) => term.Split('=') switch
    {
        [{ Length: > 0 } key, { Length: > 0 } value] when Plain(key) && Plain(value) => document => Find(document, key)?.ToString() == value,
        [['-', .. var key]] when key.EndsWith(":*", StringComparison.Ordinal) && Plain(key[..^2]) => document => Find(document, key[..^2]) is null,
        [var key] when key.EndsWith(":*", StringComparison.Ordinal) && Plain(key[..^2]) => document => Find(document, key[..^2]) is not null,
        _ => throw new GcloudUsageException($"argument --filter: '{term}': the local cloud models key=value, key~^start, key:* and -key:*, joined by AND"),
    };

    private static bool Plain(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static JsonNode? Find(JsonNode? node, string key) => key.Split('.').Aggregate(node, (at, name) => (at as JsonObject)?[name]);
}
