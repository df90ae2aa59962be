using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>
/// The stack's settings in one namespace. <c>Get</c> gives nothing for a missing key; <c>Require</c> throws
/// <see cref="RunException"/>; both throw it for a value of the wrong type.
/// </summary>
public sealed partial class Config
{
    private readonly string _name;

    /// <summary>The settings of a namespace; none means the project's own.</summary>
    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        _name = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    /// <summary>A text.</summary>
    public string? Get(string key) => Deployment.Instance.Deployment.Config.Values.GetValueOrDefault(FullKey(key));

    /// <summary>A truth value, <c>true</c> or <c>false</c>.</summary>
    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw WrongType(key, text, "true or false"),
    };

    /// <summary>A whole number, in the invariant culture.</summary>
    public int? GetInt32(string key) => Get(key) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw WrongType(key, text, "a whole number from -2147483648 to 2147483647"),
    };

    /// <summary>A number, in the invariant culture.</summary>
    public double? GetDouble(string key) => Get(key) switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw WrongType(key, text, "a number such as 0.5"),
    };

    /// <summary>A value from JSON.</summary>
    [return: MaybeNull]
    public T GetObject<T>(string key) => Get(key) is { } json ? Parse<T>(key, json, null) : default;

    /// <summary>A value from JSON, read with options.</summary>
    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions options) => Get(key) is { } json ? Parse<T>(key, json, options) : default;

    /// <summary>A text that must be there.</summary>
    public string Require(string key) => Get(key) ?? throw Missing(key);

    /// <summary>A truth value that must be there.</summary>
    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    /// <summary>A whole number that must be there.</summary>
    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    /// <summary>A number that must be there.</summary>
    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    /// <summary>A value from JSON that must be there.</summary>
    public T RequireObject<T>(string key) => Parse<T>(key, Require(key), null);

    /// <summary>A value from JSON that must be there, read with options.</summary>
    public T RequireObject<T>(string key, JsonSerializerOptions options) => Parse<T>(key, Require(key), options);

    private T Parse<T>(string key, string json, JsonSerializerOptions? options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options)!;
        }
        catch (JsonException)
        {
            throw WrongType(key, json, $"JSON for {typeof(T)}");
        }
    }

    private string FullKey(string key) => $"{_name}:{key}";

    private RunException Missing(string key) => new(
        $"The setting '{FullKey(key)}' is missing: set it with `pulumi config set {FullKey(key)} <value>`, or in the local cloud with `--set {FullKey(key)}=<value>`.");

    private RunException WrongType(string key, string value, string expected)
    {
        var isSecret = Deployment.Instance.Deployment.Config.SecretKeys.Contains(FullKey(key));
        return new RunException($"The setting '{FullKey(key)}' is {(isSecret ? "a secret that is" : $"'{value}',")} not {expected}.");
    }
}
