using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace CloudStacks.FatigueScreening;

/// <summary>JSON without reflection, so that the worker can be compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ShardPart))]
[JsonSerializable(typeof(ReportDocument))]
sealed partial class FatigueJson : JsonSerializerContext;

/// <summary>The two ways in which JSON is written.</summary>
static class JsonForm
{
    /// <summary>One line without white space.</summary>
    public static FatigueJson Compact { get; } = new(new(FatigueJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>For people: indented by two spaces, LF.</summary>
    public static FatigueJson Indented { get; } = new(new(Compact.Options) { WriteIndented = true, NewLine = "\n" });
}
