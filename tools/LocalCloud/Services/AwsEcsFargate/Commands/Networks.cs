using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>Where a task's network interface is to be. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html</summary>
internal static class Networks
{
    private const int MostSubnets = 16;
    private const int MostGroups = 5;

    /// <summary>Reads it. Throws the service's refusal.</summary>
    public static TaskNetwork Read(JsonObject? json, EcsDeployment deployment)
    {
        if (json?["awsvpcConfiguration"] is not JsonObject vpc)
        {
            throw EcsCommand.Request.Refuse("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        EcsCommand.Request.Members(json, "networkConfiguration", "awsvpcConfiguration");
        EcsCommand.Request.Members(vpc, "awsvpcConfiguration", "subnets", "securityGroups", "assignPublicIp");
        var subnets = Ids(vpc["subnets"], "subnets", MostSubnets, "aws:ec2/subnet:Subnet", deployment);
        if (subnets.IsEmpty)
        {
            throw EcsCommand.Request.Refuse("awsvpcConfiguration.subnets is empty; expected 1 to 16");
        }
        return new(subnets, Ids(vpc["securityGroups"], "securityGroups", MostGroups, "aws:ec2/securityGroup:SecurityGroup", deployment), Public((string?)vpc["assignPublicIp"]));
    }

    private static string Public(string? text) => text switch
    {
        null => "DISABLED",
        "ENABLED" or "DISABLED" => text,
        _ => throw EcsCommand.Request.Refuse($"assignPublicIp is '{text}'; expected ENABLED or DISABLED"),
    };

    private static ImmutableArray<string> Ids(JsonNode? node, string name, int most, string type, EcsDeployment deployment)
    {
        ImmutableArray<string> ids = node is JsonArray list ? [.. list.Select(id => (string?)id ?? "")] : node is null ? [] : [node.ToString()];
        return ids.Length > most ? throw EcsCommand.Request.Refuse(string.Create(CultureInfo.InvariantCulture, $"awsvpcConfiguration.{name} has {ids.Length} entries; expected at most {most}"))
            : ids.FirstOrDefault(id => !deployment.Has(type, id)) is { } unknown ? throw EcsCommand.Request.Refuse($"awsvpcConfiguration.{name}: {unknown} does not exist in this stack")
            : ids;
    }
}
