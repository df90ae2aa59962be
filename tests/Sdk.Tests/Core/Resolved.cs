using Pulumi;
using Pulumi.Utilities;

namespace CloudStacks.Sdk.Tests.Core;

/// <summary>All that an output carries; an unknown one has no value.</summary>
internal sealed record Resolved<T>(T? Value, bool IsKnown, bool IsSecret, int Dependencies);

internal static class Resolved
{
    public static async Task<Resolved<T>> ResolveAsync<T>(this Output<T> output)
    {
        var isKnown = await OutputUtilities.GetIsKnownAsync(output);
        return new Resolved<T>(
            isKnown ? await OutputUtilities.GetValueAsync(output) : default,
            isKnown,
            await Output.IsSecretAsync(output),
            (await OutputUtilities.GetDependenciesAsync(output)).Count);
    }

    public static Output<T> Make<T>(T value, bool isKnown, bool isSecret)
    {
        var output = isKnown ? Output.Create(value) : OutputUtilities.CreateUnknown(value);
        return isSecret ? Output.CreateSecret(output) : output;
    }
}
