using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Serialization;

/// <summary>Lets System.Text.Json pass through the inputs and outputs inside a value.</summary>
internal sealed class OutputJsonConverterFactory(OutputData<ValueTuple> outer) : JsonConverterFactory
{
    /// <summary>What the outer value and all inner ones written so far carry together.</summary>
    public OutputData<ValueTuple> Seen { get; private set; } = outer;

    public JsonSerializerOptions AddTo(JsonSerializerOptions? options)
    {
        var copy = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
        copy.Converters.Add(this);
        return copy;
    }

    public override bool CanConvert(Type typeToConvert) => ValueType(typeToConvert) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(Converter<,>).MakeGenericType(typeToConvert, ValueType(typeToConvert)!), this)!;

    /// <summary>X for <see cref="Output{T}"/> of X and for every kind of <see cref="Input{T}"/> of X.</summary>
    private static Type? ValueType(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && (t.GetGenericTypeDefinition() == typeof(Output<>) || t.GetGenericTypeDefinition() == typeof(Input<>)))
                return t.GetGenericArguments()[0];
        }
        return null;
    }

    private sealed class Converter<TWrapper, TValue>(OutputJsonConverterFactory factory) : JsonConverter<TWrapper>
    {
        public override TWrapper Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var value = JsonSerializer.Deserialize<TValue>(ref reader, options)!;
            var output = new Output<TValue>(Task.FromResult(factory.Seen.With(value)));
            if (output is TWrapper wrapper)
                return wrapper;
            var conversion = typeof(TWrapper).GetMethod("op_Implicit", [typeof(Output<TValue>)])!;
            return (TWrapper)conversion.Invoke(null, [output])!;
        }

        public override void Write(Utf8JsonWriter writer, TWrapper value, JsonSerializerOptions options)
        {
            // Converters are synchronous, so there is no way around blocking here.
            var output = value as IOutput ?? ((IInput)value!).ToOutput();
            var data = output.GetDataAsync().GetAwaiter().GetResult();
            factory.Seen = factory.Seen.Then(data.With(default(ValueTuple)));
            if (data.IsKnown)
                JsonSerializer.Serialize(writer, (TValue)data.Value!, options);
            else
                writer.WriteNullValue();
        }
    }
}
