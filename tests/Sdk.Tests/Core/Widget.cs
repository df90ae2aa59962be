using System.Collections.Immutable;
using Pulumi;

namespace CloudStacks.Sdk.Tests.Core;

/// <summary>A resource class as provider packages lay them out.</summary>
internal sealed class Widget(string name, WidgetArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("test:index:Widget", name, args ?? new WidgetArgs(), options)
{
    [Output("text")]
    public Output<string?> Text { get; private set; } = null!;

    [Output("count")]
    public Output<int> Count { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableArray<string>> Tags { get; private set; } = null!;

    [Output("part")]
    public Output<Part?> Part { get; private set; } = null!;

    [Output("size")]
    public Output<Size?> Size { get; private set; } = null!;

    [Output("any")]
    public Output<object?> Any { get; private set; } = null!;

    [Output("limit")]
    public Output<Union<int, string>> Limit { get; private set; } = null!;
}

internal sealed class WidgetArgs : ResourceArgs
{
    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("count")]
    public Input<int>? Count { get; set; }

    [Input("tags")]
    private InputList<string>? _tags;

    public InputList<string> Tags { get => _tags ??= []; set => _tags = value; }

    [Input("labels")]
    private InputMap<string>? _labels;

    public InputMap<string> Labels { get => _labels ??= []; set => _labels = value; }

    [Input("part")]
    public Input<PartArgs>? Part { get; set; }

    [Input("size")]
    public Input<Size>? Size { get; set; }

    [Input("policy", json: true)]
    public Input<PartArgs>? Policy { get; set; }

    [Input("any")]
    public Input<object>? Any { get; set; }

    [Input("owner")]
    public Input<Resource>? Owner { get; set; }

    [Input("code")]
    public Input<Archive>? Code { get; set; }

    [Input("limit")]
    public InputUnion<int, string>? Limit { get; set; }

    [Input("document")]
    public InputJson? Document { get; set; }
}

internal sealed class PartArgs : ResourceArgs
{
    [Input("key", required: true)]
    public Input<string> Key { get; set; } = null!;

    [Input("parent")]
    public Input<Resource>? Parent { get; set; }

    [Input("weight")]
    public Input<int>? Weight { get; set; }
}

[OutputType]
internal sealed class Part
{
    public readonly string Key;
    public readonly int? Weight;

    [OutputConstructor]
    private Part(string key, [OutputConstructorParameter("weight")] int? heaviness)
    {
        Key = key;
        Weight = heaviness;
    }
}

[EnumType]
internal readonly struct Size
{
    private readonly string _value;

    private Size(string value) => _value = value;

    public static Size Large { get; } = new("LARGE");

    public static explicit operator string(Size value) => value._value;
}

internal sealed class Shelf : ComponentResource
{
    public Shelf(string name, Action<Shelf>? fill = null, ComponentResourceOptions? options = null)
        : base("test:index:Shelf", name, options)
    {
        Label = Output.Create($"{name} label");
        fill?.Invoke(this);
        RegisterOutputs();
    }

    [Output("label")]
    public Output<string> Label { get; private set; }
}
