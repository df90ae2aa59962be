using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>The provider functions that programs call.</summary>
internal static class AwsInvokes
{
    public static IEnumerable<IInvokeModel> All =>
    [
        new InvokeRow("aws:index/getRegion:getRegion", ["region"], (args, config) => Named(Region(args, config), new JsonObject
        {
            ["name"] = Region(args, config), ["region"] = Region(args, config), ["endpoint"] = $"ec2.{Region(args, config)}.amazonaws.com",
        })),
        new InvokeRow("aws:index/getPartition:getPartition", [], (_, _) => Named(AwsTemplate.Partition, new JsonObject
        {
            ["partition"] = AwsTemplate.Partition, ["dnsSuffix"] = "amazonaws.com", ["reverseDnsPrefix"] = "com.amazonaws",
        })),
        new InvokeRow("aws:index/getCallerIdentity:getCallerIdentity", [], (_, _) => Named(AwsTemplate.Account, new JsonObject
        {
            ["accountId"] = AwsTemplate.Account, ["arn"] = $"arn:aws:iam::{AwsTemplate.Account}:user/operator", ["userId"] = "AIDA00000000OPERATOR0",
        })),
        // Zones a to c are in every region (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html); local zones need an opt-in.
        new InvokeRow("aws:index/getAvailabilityZones:getAvailabilityZones", ["state", "filters", "region"], (args, config) => Named(Region(args, config), new JsonObject
        {
            ["names"] = new JsonArray([.. "abc".Select(zone => JsonValue.Create(Region(args, config) + zone))]),
            ["state"] = args["state"]?.DeepClone(),
        })),
        new InvokeRow("aws:ecr/getAuthorizationToken:getAuthorizationToken", ["registryId", "region"], (args, config) => Named(Region(args, config), new JsonObject
        {
            ["userName"] = "AWS",
            ["password"] = "local",
            ["authorizationToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("AWS:local")),
            ["proxyEndpoint"] = $"https://{AwsTemplate.Account}.dkr.ecr.{Region(args, config)}.amazonaws.com",
            ["expiresAt"] = "9999-12-31T00:00:00Z",
        }), "password", "authorizationToken"),
    ];

    private static JsonObject Named(string id, JsonObject answer)
    {
        answer["id"] = id;
        return answer;
    }

    private static string Region(JsonObject args, JsonObject config) =>
        (string?)args["region"] ?? (string?)config["region"] ?? throw new ProviderException("no region is set; expected aws:region or the provider's region");
}
