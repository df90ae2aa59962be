using System.Collections.Immutable;
using CloudStacks.Catalog;
using Spectre.Console;

namespace CloudStacks.Cli.Options;

/// <summary>Reads service ids off the command line.</summary>
internal static class ServiceIds
{
    /// <summary>Refuses unknown ids, and planned services where the verb needs one that works.</summary>
    public static ValidationResult Validate(IEnumerable<string> ids, bool mustWork = true)
    {
        foreach (var id in ids)
        {
            if (Services.Find(id) is not { } service)
            {
                return ValidationResult.Error($"unknown service '{id}'; expected one of {string.Join(", ", Services.All.Select(known => known.Id))}");
            }
            if (mustWork && service.Status == ServiceStatus.Planned)
            {
                return ValidationResult.Error($"{id}: planned, not yet working; cloudstacks list shows what works");
            }
        }
        return ValidationResult.Success();
    }

    /// <summary>The services of ids that <see cref="Validate"/> passed, each once.</summary>
    public static ImmutableArray<CloudService> Resolve(IEnumerable<string> ids) => [.. ids.Distinct().Select(id => Services.Find(id)!)];
}
