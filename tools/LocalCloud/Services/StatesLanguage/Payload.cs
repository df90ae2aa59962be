using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.StatesLanguage;

/// <summary>The JSON that goes into and comes out of states.</summary>
internal static class Payload
{
    /// <summary>The JSON itself. Throws States.DataLimitExceeded where it is larger than a state may give or take.</summary>
    public static JsonNode? Limited(JsonNode? payload, string what) => Size(payload) is var bytes and > MapReader.MostPayloadBytes
        ? throw new StateError(StateError.DataLimitExceeded, string.Create(CultureInfo.InvariantCulture, $"{what} has {bytes} bytes; expected at most {MapReader.MostPayloadBytes}"))
        : payload;

    /// <summary>The JSON as text; nothing is the JSON null.</summary>
    public static string Text(JsonNode? payload) => payload?.ToJsonString() ?? "null";

    /// <summary>Its size in UTF-8.</summary>
    public static int Size(JsonNode? payload) => Encoding.UTF8.GetByteCount(Text(payload));
}
