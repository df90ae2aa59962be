using CloudStacks.Generator.Model;

namespace CloudStacks.Generator.Emitter;

/// <summary>Writes what every package has once: its version, environment defaults, and the attribute of its resource types.</summary>
static class UtilitiesEmitter
{
    public static string Emit(PackageFacts facts, string attribute) => $$"""
        static class Utilities
        {
            public const string Version = {{ValueWriter.Text(facts.Version)}};

            public static string? GetEnv(params string[] names)
            {
                foreach (var name in names)
                    if (global::System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                        return value;
                return null;
            }

            public static bool? GetEnvBoolean(params string[] names) => GetEnv(names)?.ToLowerInvariant() switch
            {
                "1" or "t" or "true" => true,
                "0" or "f" or "false" => false,
                _ => null,
            };

            public static int? GetEnvInt32(params string[] names) =>
                int.TryParse(GetEnv(names), global::System.Globalization.NumberStyles.Integer, global::System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

            public static double? GetEnvDouble(params string[] names) =>
                double.TryParse(GetEnv(names), global::System.Globalization.NumberStyles.Float, global::System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

            // Copies, because a program may give the same options to functions of several packages.
            public static global::Pulumi.InvokeOptions WithDefaults(global::Pulumi.InvokeOptions? options) => new()
            {
                Parent = options?.Parent,
                Provider = options?.Provider,
                Version = options?.Version ?? Version,
                PluginDownloadURL = options?.PluginDownloadURL,
            };

            public static global::Pulumi.InvokeOutputOptions WithDefaults(global::Pulumi.InvokeOutputOptions options) => new()
            {
                Parent = options.Parent,
                Provider = options.Provider,
                Version = options.Version ?? Version,
                PluginDownloadURL = options.PluginDownloadURL,
                DependsOn = options.DependsOn,
            };
        }

        [global::System.AttributeUsage(global::System.AttributeTargets.Class)]
        public sealed class {{attribute}}Attribute(string type) : global::Pulumi.ResourceTypeAttribute(type, Utilities.Version);

        """;
}
