using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services;

/// <summary>The images that a stack builds: the packaged worker stands for each of them, and for no other.</summary>
internal static class StackImages
{
    /// <summary>Why an image cannot be run, or null.</summary>
    /// <param name="state">The stack.</param>
    /// <param name="image">The image, by digest.</param>
    /// <param name="platform">What it is to run on, such as <c>linux/amd64</c>.</param>
    /// <param name="declaredBy">The member that says so.</param>
    public static string? Problem(StackState state, string image, string platform, string declaredBy)
    {
        if (state.OfType("docker-build:index:Image").FirstOrDefault(built => built.Text("ref") == image) is not { } own)
        {
            return $"{image} is not an image that this stack builds; the local cloud runs the packaged worker as the stack's own image only (remove the setting cloudstacks:image)";
        }
        var platforms = (own.Outputs["platforms"] as JsonArray ?? []).Select(built => (string?)built).ToArray();
        return platforms.Length == 0 || platforms.Contains(platform)
            ? null
            : $"{image} is built for {string.Join(", ", platforms)} and the task asks for {platform} ({declaredBy})";
    }
}
