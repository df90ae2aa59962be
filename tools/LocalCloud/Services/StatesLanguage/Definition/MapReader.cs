using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

/// <summary>Reads map states: distributed ones over a list in S3.</summary>
internal static partial class MapReader
{
    /// <summary>What a child's input and a state's output may have: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html</summary>
    public const int MostPayloadBytes = 256 * 1024;

    private const int MostItems = 100_000_000;
    private const int LongestPointer = 2000;

    /// <summary>The members that only maps have.</summary>
    public static string[] Own { get; } = ["ItemReader", "ItemSelector", "ItemBatcher", "ItemProcessor", "MaxConcurrency", "ToleratedFailurePercentage", "Label", "ResultWriter"];

    public static MapState Read(string name, Fields fields)
    {
        var processor = new Fields(fields["ItemProcessor"], fields.At("ItemProcessor"), "ProcessorConfig", "StartAt", "States");
        var config = new Fields(processor["ProcessorConfig"], processor.At("ProcessorConfig"), "Mode", "ExecutionType");
        config.Choice("Mode", "DISTRIBUTED");
        var concurrency = fields.Whole("MaxConcurrency", 0, int.MaxValue) ?? 0;
        return StateReader.Work(new MapState(name, Label(fields), Processor(processor))
        {
            Express = config.Choice("ExecutionType", "STANDARD", "EXPRESS") == "EXPRESS",
            Reader = Reader(new(fields["ItemReader"], fields.At("ItemReader"), "Resource", "ReaderConfig", "Parameters")),
            ItemSelector = fields.Template("ItemSelector"),
            Batcher = fields.Has("ItemBatcher") ? Batcher(new(fields["ItemBatcher"], fields.At("ItemBatcher"), "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "BatchInput")) : null,
            ResultWriter = fields.Has("ResultWriter") ? Writer(new(fields["ResultWriter"], fields.At("ResultWriter"), "Resource", "Parameters")) : null,
            MaxConcurrency = concurrency is 0 or > MapState.MostChildren ? MapState.MostChildren : concurrency,
            ToleratedFailurePercentage = fields.Number("ToleratedFailurePercentage", 0, 100) ?? 0,
        }, fields);
    }

    private static Flow Processor(Fields fields)
    {
        var flow = DefinitionReader.ReadFlow(fields);
        return flow.States.Values.OfType<MapState>().FirstOrDefault() is { } inner
            ? throw new FormatException($"{fields.At("States")}/{inner.Name} is a map within a map; the local cloud models one level")
            : flow;
    }

    // A label that is left out is made up by the service, so that no policy could name the children: the local cloud asks for one.
    private static string Label(Fields fields) => fields.Required("Label") is var label && LabelForm().IsMatch(label)
        ? label
        : throw fields.Expected("Label", fields["Label"], "1 to 40 letters, digits, hyphens and underscores");

    private static ItemReader Reader(Fields fields)
    {
        fields.Choice("Resource", "arn:aws:states:::s3:getObject");
        var config = new Fields(fields["ReaderConfig"], fields.At("ReaderConfig"), "InputType", "ItemsPointer");
        config.Choice("InputType", "JSON");
        var pointer = config.Text("ItemsPointer") ?? "";
        if (pointer.Length >= LongestPointer || pointer is [not '/', ..])
        {
            throw config.Expected("ItemsPointer", config["ItemsPointer"], $"a JSON Pointer such as /shards, under {LongestPointer} characters");
        }
        return new(S3Object(fields, "Bucket", "Key"), pointer);
    }

    private static PayloadTemplate Writer(Fields fields)
    {
        fields.Choice("Resource", "arn:aws:states:::s3:putObject");
        return S3Object(fields, "Bucket", "Prefix");
    }

    private static PayloadTemplate S3Object(Fields fields, params string[] names)
    {
        var parameters = new Fields(fields["Parameters"], fields.At("Parameters"), [.. names, .. names.Select(name => name + ".$")]);
        foreach (var name in names.Where(name => !parameters.Has(name) && !parameters.Has(name + ".$")))
        {
            throw parameters.Expected(name, null, "text");
        }
        return fields.Template("Parameters")!;
    }

    private static ItemBatcher Batcher(Fields fields)
    {
        var batcher = new ItemBatcher(
            fields.Whole("MaxItemsPerBatch", 1, MostItems),
            fields.Path("MaxItemsPerBatchPath"),
            fields.Whole("MaxInputBytesPerBatch", 1, MostPayloadBytes) ?? MostPayloadBytes,
            fields.Template("BatchInput"));
        return (batcher.MaxItems, batcher.MaxItemsPath, fields.Has("MaxInputBytesPerBatch")) switch
        {
            (null, null, false) => throw new FormatException($"{fields.Place} has neither MaxItemsPerBatch nor MaxInputBytesPerBatch; expected one of them"),
            (not null, not null, _) => throw new FormatException($"{fields.Place} has MaxItemsPerBatch and MaxItemsPerBatchPath; expected one of them"),
            _ => batcher,
        };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,40}\z")]
    private static partial Regex LabelForm();
}
