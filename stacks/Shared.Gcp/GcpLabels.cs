using System.Text.RegularExpressions;
using Pulumi;

namespace CloudStacks.Shared.Gcp;

/// <summary>The tags of a trial as labels, which Google allows fewer characters than Pulumi allows a stack's name.</summary>
public static partial class GcpLabels
{
    /// <summary>The labels that mark every resource that can have them.</summary>
    public static Dictionary<string, string> For(string service, StackSettings settings)
    {
        var labels = Tags.For(service, settings);
        return Value().IsMatch(labels["stack"])
            ? labels
            : throw new RunException($"the stack's name {labels["stack"]} cannot be a label of Google Cloud: expected lower-case letters, digits, hyphens and underscores, at most 63");
    }

    // https://docs.cloud.google.com/resource-manager/docs/labels-overview#requirements
    [GeneratedRegex(@"\A[a-z0-9_-]{1,63}\z")]
    private static partial Regex Value();
}
