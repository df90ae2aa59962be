using System.Collections.Immutable;
using CloudStacks.Cli.Places;

namespace CloudStacks.Cli.Options;

/// <summary>Turns validated options into changes of a stack's settings.</summary>
internal static class ConfigReading
{
    /// <summary>Reads the pairs, one line of standard input per secret, and when the trial ends.</summary>
    public static async Task<ConfigChanges> ReadAsync(CliHost host, ConfigSettings settings, CancellationToken cancellationToken)
    {
        var secrets = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var key in settings.Secret)
        {
            secrets[key] = await host.Input.ReadLineAsync(cancellationToken)
                ?? throw new CliException($"--secret {key}: standard input ended before its value", "write one line per secret to standard input", ExitCodes.Usage);
        }
        DateTimeOffset? end = settings.ExpiresAfter is { } text ? host.Clock.GetUtcNow() + Duration.Parse(text) : null;
        return new(Pairs.Of(settings.Set).Config, secrets.ToImmutable(), end);
    }
}
