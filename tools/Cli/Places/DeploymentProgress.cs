using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.Cli.Places;

/// <summary>Reports and counts what the engine does, as it does it.</summary>
internal sealed class DeploymentProgress(Action<string> say) : IProgress<EngineEvent>
{
    private readonly ConcurrentDictionary<string, int> counts = new();

    public void Report(EngineEvent value)
    {
        var operation = value.Operation.ToString().ToLowerInvariant();
        if (value.Status == StepStatus.Done)
        {
            counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
            say(string.Create(CultureInfo.InvariantCulture, $"  {operation} {value.Resource.Type} {value.Resource.Name}"));
        }
        else if (value.Status == StepStatus.Failed)
        {
            say(string.Create(CultureInfo.InvariantCulture, $"  {operation} {value.Resource.Type} {value.Resource.Name}: failed"));
        }
    }

    public ChangeCounts Counts() => new(counts.ToImmutableSortedDictionary(StringComparer.Ordinal));
}
