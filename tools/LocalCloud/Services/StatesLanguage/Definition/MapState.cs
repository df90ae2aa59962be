namespace CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

/// <summary>A distributed map: a child execution for each item or batch. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html</summary>
internal sealed record MapState(string Name, string Label, Flow Processor) : WorkState(Name)
{
    /// <summary>The most children at once, when a definition names none or 0.</summary>
    public const int MostChildren = 10_000;

    /// <summary>Whether children are EXPRESS: at least once, five minutes at most; else STANDARD.</summary>
    public required bool Express { get; init; }

    public required ItemReader Reader { get; init; }

    /// <summary>What becomes of each item before it is batched; null takes it as it is.</summary>
    public PayloadTemplate? ItemSelector { get; init; }

    /// <summary>How items share children; null gives each its own.</summary>
    public ItemBatcher? Batcher { get; init; }

    /// <summary>Where the children's outcomes go; null makes a list of their outputs.</summary>
    public PayloadTemplate? ResultWriter { get; init; }

    public int MaxConcurrency { get; init; } = MostChildren;

    /// <summary>How many percent of the items may fail before the map does.</summary>
    public double ToleratedFailurePercentage { get; init; }
}

/// <summary>Items from a JSON object in S3.</summary>
/// <param name="Parameters">Bucket and Key.</param>
/// <param name="Pointer">The JSON Pointer of the list in it; empty where it is the list.</param>
internal sealed record ItemReader(PayloadTemplate Parameters, string Pointer);

/// <summary>Puts several items into one child, as <c>{BatchInput, Items}</c>.</summary>
/// <param name="MaxItems">The most items of a child, where the definition says it.</param>
/// <param name="MaxItemsPath">Where the input says it.</param>
/// <param name="MaxInputBytes">The most bytes of a child's input.</param>
/// <param name="BatchInput">What every child gets besides its items.</param>
internal sealed record ItemBatcher(int? MaxItems, ReferencePath? MaxItemsPath, int MaxInputBytes, PayloadTemplate? BatchInput);
