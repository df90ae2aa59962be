using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CloudStacks.Worker.Jobs;

/// <summary>A part: a shard's result in an envelope that says which job and shard it belongs to. One line, the same bytes wherever it is made.</summary>
static class PartFile
{
    static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="hash"><see cref="JobSpec.ResultHash"/>.</param>
    /// <param name="shard">The shard's name.</param>
    /// <param name="result">Valid JSON.</param>
    public static byte[] Write(string hash, string shard, ReadOnlySpan<byte> result)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("spec", hash);
            json.WriteString("shard", shard);
            json.WritePropertyName("result");
            json.WriteRawValue(result, skipInputValidation: true);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <returns>The result's JSON as it was written.</returns>
    /// <exception cref="InconsistentException">The part is damaged or belongs to another job or shard.</exception>
    public static byte[] ReadResult(string key, byte[] part, string hash, string shard)
    {
        try
        {
            using var json = JsonDocument.Parse(part);
            var root = json.RootElement;
            if (root.GetProperty("spec").GetString() != hash || root.GetProperty("shard").GetString() != shard)
                throw new InconsistentException($"{key} belongs to another job or shard: expected shard '{shard}' of spec {hash}");
            return JsonMarshal.GetRawUtf8Value(root.GetProperty("result")).ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InconsistentException($"{key} is not a part: {e.Message}");
        }
    }
}
