using System.Text.Json;
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
        var settings = json is null ? new ScreeningSettings() : ReadFile(json, file);
        foreach (var pair in pairs)
            settings = Set(settings, pair);
        return settings;
    }

    static ScreeningSettings Set(ScreeningSettings settings, string pair)
    {
        if (pair.Split('=', 2) is not [{ Length: > 0 } key, var value])
            throw new UsageException($"--set {pair}: expected KEY=VALUE");
        try
        {
            return settings.With(key, value);
        }
        catch (BadSettingException e)
        {
            throw new UsageException($"--set {e.Message}");
        }
    }

    static ScreeningSettings ReadFile(byte[] json, string file)
    {
        try
        {
            return JsonSerializer.Deserialize(json, JobJson.Default.ScreeningSettings) ?? throw new JsonException("found null, expected a JSON object");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file}: {e.Message}");
        }
    }
}
