using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns inputs into <see cref="Wire"/> values and gathers the resources they depend on. Resources stay what they are, or,
/// as text, become their id (custom resources) or URN (components).
/// </summary>
internal sealed class Serializer(bool resourcesAsText = false)
{
    public HashSet<Resource> Dependencies { get; } = [];

    /// <summary>
    /// The wire value. Throws <see cref="RunException"/> that names <paramref name="path"/> if the value's type cannot be sent.
    /// </summary>
    public async Task<object?> SerializeAsync(string path, object? value) => value switch
    {
        null or bool or double or string or Wire.Unknown or Wire.Secret => value,
        int number => (double)number,
        ValueTuple => null,
        InputArgs args => await SerializeMapAsync(path, args.ToDictionary()).ConfigureAwait(false),
        AssetOrArchive => value,
        IInput input => await SerializeOutputAsync(path, input.ToOutput()).ConfigureAwait(false),
        IOutput output => await SerializeOutputAsync(path, output).ConfigureAwait(false),
        IUnion union => await SerializeAsync(path, union.Value).ConfigureAwait(false),
        JsonElement element => SerializeJson(element),
        Resource resource => await SerializeResourceAsync(path, resource).ConfigureAwait(false),
        IDictionary map => await SerializeMapAsync(path, Entries(path, map)).ConfigureAwait(false),
        IList list => await SerializeListAsync(path, list).ConfigureAwait(false),
        Enum constant when constant.GetTypeCode() == TypeCode.Int32 => (double)(int)value,
        Task => throw new RunException($"{path} is a task: wrap it with Output.Create."),
        _ => await SerializeObjectAsync(path, value).ConfigureAwait(false),
    };

    private async Task<object?> SerializeOutputAsync(string path, IOutput output)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        Dependencies.UnionWith(data.Resources);
        object? value = data.IsKnown ? await SerializeAsync(path, data.Value).ConfigureAwait(false) : new Wire.Unknown();
        return data.IsSecret ? new Wire.Secret(value) : value;
    }

    private async Task<object?> SerializeResourceAsync(string path, Resource resource)
    {
        if (resource is CustomResource)
            Dependencies.Add(resource);
        if (!resourcesAsText)
        {
            await resource.Urn.Data.ConfigureAwait(false);
            return resource;
        }
        return await SerializeOutputAsync(path, resource is CustomResource custom ? custom.Id : resource.Urn).ConfigureAwait(false);
    }

    private async Task<ImmutableDictionary<string, object?>> SerializeMapAsync(
        string path, IEnumerable<KeyValuePair<string, object?>> entries)
    {
        var map = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (name, entry) in entries)
        {
            if (await SerializeAsync($"{path}.{name}", entry).ConfigureAwait(false) is { } value)
                map[name] = value;
        }
        return map.ToImmutable();
    }

    private async Task<ImmutableArray<object?>> SerializeListAsync(string path, IList list)
    {
        if (list.GetType().GetProperty(nameof(ImmutableArray<>.IsDefault))?.GetValue(list) is true)
            return [];
        var values = ImmutableArray.CreateBuilder<object?>(list.Count);
        foreach (var element in list)
            values.Add(await SerializeAsync($"{path}[{values.Count}]", element).ConfigureAwait(false));
        return values.MoveToImmutable();
    }

    private async Task<object?> SerializeObjectAsync(string path, object value)
    {
        var type = value.GetType();
        if (EnumType.IsEnumType(type))
            return EnumType.ValueOf(value);
        if (type.GetCustomAttribute<OutputTypeAttribute>() is not null)
            return await SerializeMapAsync(path, OutputFields(value)).ConfigureAwait(false);
        throw new RunException(
            $"{path} has a value of type {type}, which is not an input type: use a string, bool, int, double, list, dictionary, " +
            "args class, enum, JSON, asset, resource, or an output of one.");
    }

    private static object? SerializeJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(SerializeJson).ToImmutableArray(),
        JsonValueKind.Object => element.EnumerateObject().ToImmutableDictionary(p => p.Name, p => SerializeJson(p.Value)),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, object?>> Entries(string path, IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return entry.Key is string name
                ? new(name, entry.Value)
                : throw new RunException($"{path} is a dictionary with a key of type {entry.Key.GetType()}: keys must be strings.");
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> OutputFields(object value) =>
        from field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where field.IsInitOnly
        select new KeyValuePair<string, object?>(char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field.GetValue(value));
}
