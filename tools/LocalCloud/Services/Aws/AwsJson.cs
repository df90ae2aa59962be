using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>JSON as the AWS CLI prints it: indented, and text as it is.</summary>
internal static class AwsJson
{
    private static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Print(JsonNode answer) => answer.ToJsonString(Printed) + "\n";
}
