using System.Security.Cryptography;
using System.Text;
using Pulumi;

namespace CloudStacks.Shared.Gcp;

/// <summary>Names for what Pulumi does not name by itself, or names too long: of the project, so that two stacks must differ in them.</summary>
public static class GcpNames
{
    private const int Digits = 6;

    /// <summary>The name's start and a hash of stack and name.</summary>
    /// <param name="name">The resource's name in its program.</param>
    /// <param name="longest">The most characters that the service allows.</param>
    public static string Unique(string name, int longest)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Deployment.Instance.ProjectName}|{Deployment.Instance.StackName}|{name}")))[..Digits];
        return $"{name[..Math.Min(name.Length, longest - Digits - 1)].TrimEnd('-')}-{hash}";
    }
}
