using System.Globalization;
using Pulumi;

namespace CloudStacks.Shared;

/// <summary>The tags (or labels) that mark every resource of a trial; lower case, so that they are valid in every cloud.</summary>
public static class Tags
{
    /// <summary>Project, service, stack and, where the trial has one, the time it expires at.</summary>
    public static Dictionary<string, string> For(string service, StackSettings settings)
    {
        var tags = new Dictionary<string, string>
        {
            ["project"] = "cloudstacks",
            ["service"] = service,
            ["stack"] = Deployment.Instance.StackName,
        };
        if (settings.ExpiresAt is { } expiresAt)
        {
            tags["expires-at"] = expiresAt.ToString(CultureInfo.InvariantCulture);
        }
        return tags;
    }
}
