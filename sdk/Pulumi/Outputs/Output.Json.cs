using System.Text.Json;
using Pulumi.Serialization;

namespace Pulumi;

public static partial class Output
{
    /// <summary>
    /// The value as JSON. Inputs and outputs anywhere inside are resolved; the result is unknown if one of them is, and
    /// secret if one of them is.
    /// </summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<string>(Resolve());

        async Task<OutputData<string>> Resolve()
        {
            var data = await value.Data.ConfigureAwait(false);
            if (!data.IsKnown)
                return data.With("");
            var nested = new OutputJsonConverterFactory(data.With(default(ValueTuple)));
            var json = JsonSerializer.Serialize(data.Value, nested.AddTo(options));
            return nested.Seen.With(nested.Seen.IsKnown ? json : "");
        }
    }

    /// <summary>The value that a JSON text stands for, with the text's own secrecy and dependencies.</summary>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new Output<T>(Resolve());

        async Task<OutputData<T>> Resolve()
        {
            var data = await json.Data.ConfigureAwait(false);
            if (!data.IsKnown)
                return data.With(default(T)!);
            var nested = new OutputJsonConverterFactory(data.With(default(ValueTuple)));
            return data.With(JsonSerializer.Deserialize<T>(data.Value, nested.AddTo(options))!);
        }
    }
}
