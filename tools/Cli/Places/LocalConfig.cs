using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CloudStacks.Cli.Terminals;

namespace CloudStacks.Cli.Places;

/// <summary>A local stack's settings: <c>config.json</c>, as Pulumi keeps them in <c>Pulumi.&lt;stack&gt;.yaml</c>. Secrets are never in it.</summary>
internal sealed class LocalConfig(string stackFolder)
{
    private string FilePath => Path.Combine(stackFolder, "config.json");

    /// <summary>The settings with changes on top.</summary>
    public ImmutableDictionary<string, string> With(ConfigChanges changes)
    {
        var settings = Load().SetItems(changes.Plain);
        return changes.ExpiresAt is { } end && !settings.ContainsKey(ConfigChanges.ExpiresAtKey)
            ? settings.Add(ConfigChanges.ExpiresAtKey, end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            : settings;
    }

    public void Save(ImmutableDictionary<string, string> settings)
    {
        Directory.CreateDirectory(stackFolder);
        File.WriteAllText(FilePath + ".next", JsonSerializer.Serialize(settings.ToImmutableSortedDictionary(StringComparer.Ordinal), JsonFormat.Options));
        File.Move(FilePath + ".next", FilePath, overwrite: true);
    }

    public void Clear()
    {
        if (File.Exists(FilePath))
        {
            File.Delete(FilePath);
        }
    }

    private ImmutableDictionary<string, string> Load()
    {
        if (!File.Exists(FilePath))
        {
            return ImmutableDictionary<string, string>.Empty;
        }
        try
        {
            return JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(File.ReadAllText(FilePath), JsonFormat.Options) ?? throw new JsonException("the file holds null");
        }
        catch (JsonException exception)
        {
            throw new CliException($"{FilePath} cannot be read as settings: {exception.Message}", "mend or delete the file and give the settings again with --set");
        }
    }
}
