using System.Globalization;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>Reads the parts of a service's requests; what is wrong with one becomes the service's refusal.</summary>
/// <param name="code">The service's error code for such a request, such as <c>ClientException</c>.</param>
internal sealed class AwsRequest(string code)
{
    // The longest page of the lists that are modelled; the CLI fetches all pages unless it is asked for one.
    private const int MostResults = 100;

    /// <summary>The options of a command that lists in pages.</summary>
    public static AwsOption[] Paging { get; } = [new("--max-results"), new("--next-token"), new("--max-items"), new("--starting-token")];

    /// <summary>The refusal of a request.</summary>
    public AwsServiceException Refuse(string message) => new(code, message);

    /// <summary>Reads a part; a <see cref="FormatException"/> becomes the refusal.</summary>
    public T Read<T>(string part, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is FormatException or InvalidOperationException)
        {
            throw Refuse($"{part}: {failure.Message}");
        }
    }

    /// <summary>Refuses members that are not modelled by name.</summary>
    public void Members(JsonObject value, string part, params string[] modelled) => Read(part, () =>
    {
        ModelledJson.Members(value, part, modelled);
        return value;
    });

    /// <summary>A whole number that stands in JSON as a number or, from shorthand, as a text.</summary>
    public int Whole(JsonNode? node, string what) =>
        node is JsonValue value && int.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refuse($"{what} is '{node}'; expected a whole number");

    /// <summary>Answers with the page that the options ask for, and where the next one begins.</summary>
    public JsonObject Page<T>(AwsArguments arguments, string name, IEnumerable<T> all, Func<T, JsonNode?> describe)
    {
        var (size, start) = (Size(arguments), Start(arguments.Text("--next-token") ?? arguments.Text("--starting-token")));
        var found = all.Skip(start).Take(size < int.MaxValue ? size + 1 : size).ToList();
        var answer = new JsonObject { [name] = new JsonArray([.. found.Take(size).Select(describe)]) };
        if (found.Count > size)
        {
            answer["nextToken"] = (start + size).ToString(CultureInfo.InvariantCulture);
        }
        return answer;
    }

    private int Size(AwsArguments arguments) => (arguments.Number("--max-results"), arguments.Number("--max-items")) switch
    {
        ({ } results and >= 1 and <= MostResults, _) => (int)results,
        ({ } results, _) => throw Refuse(string.Create(CultureInfo.InvariantCulture, $"maxResults is {results}; expected 1 to {MostResults}")),
        (null, { } items) => (int)Math.Clamp(items, 1, int.MaxValue),
        _ => int.MaxValue,
    };

    private int Start(string? token) =>
        token is null ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start
        : throw Refuse($"nextToken '{token}' is not one that a list gave");
}
