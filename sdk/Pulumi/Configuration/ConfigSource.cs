using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>The stack's configuration as the engine passes it, by full key.</summary>
internal sealed record ConfigSource(ImmutableDictionary<string, string> Values, ImmutableHashSet<string> SecretKeys)
{
    private const string ValuesVariable = "PULUMI_CONFIG";
    private const string SecretKeysVariable = "PULUMI_CONFIG_SECRET_KEYS";

    /// <summary>Reads both variables. Throws <see cref="RunException"/> that names the one that cannot be read.</summary>
    public static ConfigSource FromEnvironment() => new(
        Parse<Dictionary<string, JsonElement>>(ValuesVariable, "a JSON object of strings")
            .ToImmutableDictionary(entry => CleanKey(entry.Key), entry => entry.Value.ToString()),
        [.. Parse<List<string>>(SecretKeysVariable, "a JSON array of keys")]);

    private static T Parse<T>(string variable, string expected) where T : new()
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } json)
            return new T();
        try
        {
            return JsonSerializer.Deserialize<T>(json) ?? new T();
        }
        catch (JsonException exception)
        {
            // The text itself may hold secrets.
            throw new RunException($"The environment variable {variable} is not {expected} (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}).");
        }
    }

    /// <summary>Old engines write <c>project:config:key</c>.</summary>
    private static string CleanKey(string key) =>
        key.Split(':', 3) is [{ Length: > 0 } project, "config", var rest] ? $"{project}:{rest}" : key;
}
