using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Names and ids that a provider makes up: random in the cloud, here a function of what the resource is.</summary>
public static class PhysicalName
{
    /// <summary>Pulumi's auto-naming, <c>name-xxxxxxx</c> with 7 hexadecimal digits (https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming).</summary>
    public static string Auto(ResourceIdentity identity) => $"{identity.Name}-{Hex(identity, 7)}";

    /// <summary>Hexadecimal digits that belong to this resource, up to 64.</summary>
    public static string Hex(ResourceIdentity identity, int digits, string purpose = "")
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{identity.Stack}|{identity.Type}|{identity.Name}|{identity.Generation}|{purpose}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];
    }

    /// <summary>A UUID that belongs to this resource.</summary>
    public static string Uuid(ResourceIdentity identity) => Guid.ParseExact(Hex(identity, 32), "N").ToString();
}
