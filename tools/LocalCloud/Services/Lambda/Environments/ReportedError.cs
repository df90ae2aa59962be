using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Lambda.Environments;

/// <summary>The JSON form of a function's error: <c>errorType</c> and <c>errorMessage</c>.</summary>
internal static class ReportedError
{
    public static string Write(FunctionError error) => new JsonObject { ["errorType"] = error.Type, ["errorMessage"] = error.Message }.ToJsonString();

    /// <summary>Type and message; null where the text does not tell them.</summary>
    public static (string? Type, string? Message) Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject error ? (Text(error, "errorType"), Text(error, "errorMessage")) : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonObject error, string name) => error[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
