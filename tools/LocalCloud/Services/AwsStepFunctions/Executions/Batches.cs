using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.StatesLanguage;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>What one child of a map gets.</summary>
/// <param name="Number">Counted from 0.</param>
/// <param name="Items">How many items it holds.</param>
/// <param name="End">The item before which it ends.</param>
/// <param name="Input">Its input.</param>
internal sealed record Batch(int Number, int Items, int End, JsonNode? Input);

/// <summary>Cuts the items of a map into the inputs of its children. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html</summary>
internal static class Batches
{
    /// <summary>Throws <see cref="StateError"/> where the selector or the batcher finds nothing, or an item is too large for a child.</summary>
    public static IEnumerable<Batch> Of(MapState map, JsonArray items, JsonNode? input, JsonObject context)
    {
        var selected = items.Select((item, index) => map.ItemSelector is { } selector ? selector.Fill(input, WithItem(context, index, item)) : item?.DeepClone());
        return map.Batcher is { } batcher
            ? Batched(batcher, selected, input, context)
            : selected.Select((item, index) => new Batch(index, 1, index + 1, Payload.Limited(item, string.Create(CultureInfo.InvariantCulture, $"item {index}"))));
    }

    private static IEnumerable<Batch> Batched(ItemBatcher batcher, IEnumerable<JsonNode?> items, JsonNode? input, JsonObject context)
    {
        var most = batcher.MaxItems ?? (batcher.MaxItemsPath is { } path ? MostItems(path, input, context) : int.MaxValue);
        var common = batcher.BatchInput?.Fill(input, context);
        var empty = Payload.Size(Input(common, []));
        var (number, first, held, bytes) = (0, 0, new List<JsonNode?>(), empty);
        foreach (var item in items)
        {
            var size = Payload.Size(item) + 1;
            if (held.Count > 0 && (held.Count >= most || bytes + size > batcher.MaxInputBytes))
            {
                yield return Take();
            }
            held.Add(item);
            bytes += size;
        }
        if (held.Count > 0)
        {
            yield return Take();
        }

        Batch Take()
        {
            var batch = new Batch(number++, held.Count, first + held.Count, Payload.Limited(Input(common, held), string.Create(CultureInfo.InvariantCulture, $"the batch that begins with item {first}")));
            (first, held, bytes) = (first + held.Count, [], empty);
            return batch;
        }
    }

    private static JsonObject Input(JsonNode? common, IEnumerable<JsonNode?> items)
    {
        var input = new JsonObject();
        if (common is not null)
        {
            input["BatchInput"] = common.DeepClone();
        }
        input["Items"] = new JsonArray([.. items]);
        return input;
    }

    private static int MostItems(ReferencePath path, JsonNode? input, JsonObject context) =>
        path.Read(input, context, "MaxItemsPerBatchPath", StateError.Runtime) is JsonValue value && value.TryGetValue<int>(out var most) && most > 0
            ? most
            : throw new StateError(StateError.Runtime, $"MaxItemsPerBatchPath '{path}' does not give a whole number from 1: {Payload.Text(input)}");

    private static JsonObject WithItem(JsonObject context, int index, JsonNode? item)
    {
        var own = (JsonObject)context.DeepClone();
        own["Map"] = new JsonObject { ["Item"] = new JsonObject { ["Index"] = index, ["Value"] = item?.DeepClone() } };
        return own;
    }
}
