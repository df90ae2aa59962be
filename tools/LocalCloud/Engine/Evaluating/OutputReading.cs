using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>What an input or output resolves to.</summary>
/// <param name="Output">The output object itself, to find which resource property it is.</param>
/// <param name="Value">The value; null where it is not known.</param>
/// <param name="Known">Whether there is a value already.</param>
/// <param name="Secret">Whether it must not be shown.</param>
/// <param name="Dependencies">The resources that it comes from.</param>
internal sealed record Resolution(object Output, object? Value, bool Known, bool Secret, ImmutableHashSet<Resource> Dependencies);

/// <summary>Reads <c>Input&lt;T&gt;</c> and <c>Output&lt;T&gt;</c> of any T through the SDK's public API.</summary>
internal static class OutputReading
{
    private static readonly ConcurrentDictionary<Type, IReader?> Readers = new();

    /// <summary>Resolves an input or output; null where the value is neither.</summary>
    public static Task<Resolution>? TryReadAsync(object value) =>
        Readers.GetOrAdd(value.GetType(), static type => FindReader(type))?.ReadAsync(value);

    private static IReader? FindReader(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (!level.IsGenericType)
                continue;
            var definition = level.GetGenericTypeDefinition();
            if (definition == typeof(Input<>))
                return (IReader)Activator.CreateInstance(typeof(InputReader<>).MakeGenericType(level.GetGenericArguments()))!;
            if (definition == typeof(Output<>))
                return (IReader)Activator.CreateInstance(typeof(OutputReader<>).MakeGenericType(level.GetGenericArguments()))!;
        }
        return null;
    }

    private static async Task<Resolution> ReadAsync<T>(Output<T> output)
    {
        var dependencies = await OutputUtilities.GetDependenciesAsync(output);
        var known = await OutputUtilities.GetIsKnownAsync(output);
        var secret = await Output.IsSecretAsync(output);
        return new(output, known ? await OutputUtilities.GetValueAsync(output) : default(object), known, secret, dependencies);
    }

    private interface IReader
    {
        Task<Resolution> ReadAsync(object value);
    }

    private sealed class InputReader<T> : IReader
    {
        public Task<Resolution> ReadAsync(object value) => OutputReading.ReadAsync(((Input<T>)value).ToOutput());
    }

    private sealed class OutputReader<T> : IReader
    {
        public Task<Resolution> ReadAsync(object value) => OutputReading.ReadAsync((Output<T>)value);
    }
}
