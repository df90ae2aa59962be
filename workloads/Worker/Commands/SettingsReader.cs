using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Commands;

/// <summary>Settings of the fatigue screening from a JSON file and from key=value pairs.</summary>
public static class SettingsReader
{
    /// <param name="json">The file's bytes, or null.</param>
    /// <param name="file">What errors call the file.</param>
    /// <param name="pairs">Such as <c>scf=1.2</c>; each wins over the file.</param>
    /// <exception cref="UsageException">Not JSON, an unknown key, or a value of another type; the message names it.</exception>
    public static ScreeningSettings Read(byte[]? json, string file, IEnumerable<string> pairs)
    {
        var settings = json is null ? new JsonObject() : ParseFile(json, file);
        _ = Parsed(settings, file);
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } key, var value])
                throw new UsageException($"--set {pair}: expected KEY=VALUE");
            settings[key] = ValueOf(value);
            _ = Parsed(settings, $"--set {pair}");
        }
        return Parsed(settings, file);
    }

    // What reads as a JSON number, truth value, null or object is one; all else is text, so that names need no quotes.
    static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    static JsonObject ParseFile(byte[] json, string file)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new JsonException("expected a JSON object");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file}: {e.Message}");
        }
    }

    static ScreeningSettings Parsed(JsonObject settings, string source)
    {
        try
        {
            return settings.Deserialize(JobJson.Default.ScreeningSettings)!;
        }
        catch (JsonException e)
        {
            throw new UsageException($"{source}: {e.Message}");
        }
    }
}
