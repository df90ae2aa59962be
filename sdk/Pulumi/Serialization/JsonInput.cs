using System.Text;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Inputs that the provider takes as one JSON text.</summary>
internal static class JsonInput
{
    /// <summary>The text, with the secrecy and dependencies of everything inside.</summary>
    public static Output<string> Create(object value)
    {
        return new Output<string>(Resolve());

        async Task<OutputData<string>> Resolve()
        {
            var serializer = new Serializer(resourcesAsText: true);
            var data = Wire.Read(await serializer.SerializeAsync("JSON input", value).ConfigureAwait(false));
            var text = data.IsKnown ? Write(data.Value) : "";
            return data.With(text) with { Resources = [.. serializer.Dependencies] };
        }
    }

    /// <summary>The JSON text of a wire value without marks, its properties in ordinal order.</summary>
    public static string Write(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case ImmutableArray<object?> list:
                writer.WriteStartArray();
                foreach (var element in list)
                    Write(writer, element);
                writer.WriteEndArray();
                break;
            case ImmutableDictionary<string, object?> map:
                writer.WriteStartObject();
                foreach (var (name, entry) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, entry);
                }
                writer.WriteEndObject();
                break;
            default:
                throw new RunException($"A value of type {value.GetType()} cannot be written as JSON.");
        }
    }
}
