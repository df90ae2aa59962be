using Pulumi.Serialization;

namespace Pulumi.Utilities;

/// <summary>For tests and tools: what an output carries besides its value.</summary>
public static class OutputUtilities
{
    /// <summary>An unknown output.</summary>
    public static Output<T> CreateUnknown<T>(T value) =>
        new(Task.FromResult(OutputData.Create(value, isKnown: false)));

    /// <summary>An unknown output; the factory never runs, because nothing runs on an unknown.</summary>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) =>
        CreateUnknown(default(T)!).Apply(_ => valueFactory());

    /// <summary>The same output, which also depends on a resource.</summary>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return output.Map(data => data with { Resources = data.Resources.Add(resource) });
    }

    /// <summary>Whether the value is known.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data.ConfigureAwait(false)).IsKnown;
    }

    /// <summary>The value, or the type's default while it is unknown.</summary>
    public static Task<T> GetValueAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.GetValueAsync(whenUnknown: default!);
    }

    /// <summary>The resources that the value comes from.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data.ConfigureAwait(false)).Resources;
    }
}
