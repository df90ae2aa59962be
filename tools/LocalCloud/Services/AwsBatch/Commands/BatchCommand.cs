using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Commands;

/// <summary>A command of <c>aws batch</c>.</summary>
internal abstract class BatchCommand(string name, params AwsOption[] options) : AwsCommand
{
    public override string Service => "batch";

    public override string Name => name;

    public override IReadOnlyList<AwsOption> Options => options;

    /// <summary>The refusal of a request that the service finds wrong.</summary>
    public static AwsServiceException Refuse(string message) => new("ClientException", message);

    /// <summary>Reads a part of the request; what is wrong with it becomes the service's refusal.</summary>
    public static T Read<T>(string part, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is FormatException or InvalidOperationException)
        {
            throw Refuse($"{part}: {failure.Message}");
        }
    }

    /// <summary>Refuses members that are not modelled by name.</summary>
    public static void Members(JsonObject value, string part, params string[] modelled) => Read(part, () =>
    {
        ModelledJson.Members(value, part, modelled);
        return value;
    });

    /// <summary>A whole number that stands in JSON as a number or, from shorthand, as a text.</summary>
    protected static int Whole(JsonNode? node, string what) =>
        node is JsonValue value && int.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refuse($"{what} is '{node}'; expected a whole number");
}
