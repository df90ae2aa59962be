using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Engine;

/// <summary>A resource for programs in tests.</summary>
internal sealed class Thing : CustomResource
{
    public const string Token = "test:index/thing:Thing";

    public Thing(string name, ThingArgs? args = null, CustomResourceOptions? options = null, string type = Token)
        : base(type, name, args ?? new ThingArgs(), options)
    {
    }

    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("color")] public Output<string?> Color { get; private set; } = null!;
    [Output("missing")] public Output<string?> Missing { get; private set; } = null!;
}

internal sealed class ThingArgs : ResourceArgs
{
    [Input("parts")] private InputList<PartArgs>? parts;
    [Input("labels")] private InputMap<string>? labels;

    /// <summary>Named by the provider where it is left out.</summary>
    [Input("name")] public Input<string>? Name { get; set; }

    /// <summary>Can be changed in place.</summary>
    [Input("color")] public Input<string>? Color { get; set; }

    /// <summary>Fixed at creation.</summary>
    [Input("shape")] public Input<string>? Shape { get; set; }

    [Input("count")] public Input<int>? Count { get; set; }

    public InputList<PartArgs> Parts { get => parts ??= []; set => parts = value; }

    public InputMap<string> Labels { get => labels ??= []; set => labels = value; }
}

internal sealed class PartArgs : ResourceArgs
{
    [Input("kind", required: true)] public Input<string> Kind { get; set; } = null!;
}

internal sealed class Group(string name, ComponentResourceOptions? options = null) : ComponentResource("test:index:Group", name, options);
