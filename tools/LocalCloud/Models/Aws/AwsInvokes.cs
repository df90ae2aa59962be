using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>The provider functions that programs call.</summary>
internal static class AwsInvokes
{
    public static IEnumerable<IInvokeModel> All =>
    [
        new AwsInvoke("aws:index/getRegion:getRegion", ["region"], (args, config) => Named(Region(args, config), new JsonObject
        {
            ["name"] = Region(args, config), ["region"] = Region(args, config), ["endpoint"] = $"ec2.{Region(args, config)}.amazonaws.com",
        })),
        new AwsInvoke("aws:index/getPartition:getPartition", [], (_, _) => Named(AwsTemplate.Partition, new JsonObject
        {
            ["partition"] = AwsTemplate.Partition, ["dnsSuffix"] = "amazonaws.com", ["reverseDnsPrefix"] = "com.amazonaws",
        })),
        new AwsInvoke("aws:index/getCallerIdentity:getCallerIdentity", [], (_, _) => Named(AwsTemplate.Account, new JsonObject
        {
            ["accountId"] = AwsTemplate.Account, ["arn"] = $"arn:aws:iam::{AwsTemplate.Account}:user/operator", ["userId"] = "AIDA00000000OPERATOR0",
        })),
        // Zones a to c are in every region (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html); local zones need an opt-in.
        new AwsInvoke("aws:index/getAvailabilityZones:getAvailabilityZones", ["state", "filters", "region"], (args, config) => Named(Region(args, config), new JsonObject
        {
            ["names"] = new JsonArray([.. "abc".Select(zone => JsonValue.Create(Region(args, config) + zone))]),
            ["state"] = args["state"]?.DeepClone(),
        })),
        new AwsInvoke("aws:ecr/getAuthorizationToken:getAuthorizationToken", ["registryId", "region"], (args, config) => Named(Region(args, config), new JsonObject
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

    private sealed class AwsInvoke(string token, string[] honoured, Func<JsonObject, JsonObject, JsonObject> answer, params string[] secrets) : IInvokeModel
    {
        public string Token => token;

        public IReadOnlySet<string> Secrets { get; } = secrets.ToFrozenSet();

        public JsonObject Answer(JsonObject args, JsonObject providerConfig)
        {
            if (args.Select(arg => arg.Key).Except(honoured).ToArray() is { Length: > 0 } others)
                throw new ProviderException($"the local cloud does not model the argument {string.Join(", ", others)}");
            var result = args.DeepClone().AsObject();
            foreach (var (name, value) in answer(args, providerConfig))
                result[name] = value?.DeepClone();
            return result;
        }
    }
}
