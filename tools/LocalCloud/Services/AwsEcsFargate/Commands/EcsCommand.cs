using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>A command of <c>aws ecs</c>.</summary>
internal abstract class EcsCommand(string name, params AwsOption[] options) : AwsCommand
{
    public override string Service => "ecs";

    public override string Name => name;

    public override IReadOnlyList<AwsOption> Options => options;

    /// <summary>The refusal of a parameter that the service finds wrong.</summary>
    public static AwsServiceException Refuse(string message) => new("InvalidParameterException", message);

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

    /// <summary>A whole number that stands in JSON as a number or, from shorthand, as a text; the default where it is missing.</summary>
    protected static int Whole(JsonNode? node, string what, int fallback) =>
        node is null ? fallback
        : int.TryParse(node.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Refuse($"{what} is '{node}'; expected a whole number");
}
