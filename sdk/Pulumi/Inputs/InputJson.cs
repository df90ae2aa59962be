using System.Text.Json;

namespace Pulumi;

/// <summary>An input of any JSON value.</summary>
public sealed class InputJson : Input<JsonElement>
{
    /// <summary>An input of no value.</summary>
    public InputJson() : this(Output.Create(default(JsonElement)))
    {
    }

    private InputJson(Output<JsonElement> value) : base(value)
    {
    }

    /// <summary>A JSON text.</summary>
    public static implicit operator InputJson(string json) => JsonDocument.Parse(json);

    /// <summary>A parsed document.</summary>
    public static implicit operator InputJson(JsonDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.RootElement;
    }

    /// <summary>A parsed value.</summary>
    public static implicit operator InputJson(JsonElement element) => Output.Create(element);

    /// <summary>The JSON text that the output resolves to.</summary>
    public static implicit operator InputJson(Output<string> json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Apply(text => JsonDocument.Parse(text));
    }

    /// <summary>The document that the output resolves to.</summary>
    public static implicit operator InputJson(Output<JsonDocument> document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.Apply(parsed => parsed.RootElement);
    }

    /// <summary>The value that the output resolves to.</summary>
    public static implicit operator InputJson(Output<JsonElement> element) => new(element);
}
