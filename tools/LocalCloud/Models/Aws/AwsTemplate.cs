using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>Where AWS resources are: what templates call <c>{account} {partition} {region}</c>.</summary>
internal static class AwsTemplate
{
    /// <summary>The account of the local cloud: no account has this number.</summary>
    public const string Account = "000000000000";

    /// <summary>The partition of the local cloud.</summary>
    public const string Partition = "aws";

    public static string? Region(ResourceIdentity identity, JsonObject inputs) =>
        (string?)inputs["region"] ?? (string?)identity.ProviderConfig["region"];
}
