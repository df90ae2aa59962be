using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.DockerBuild;
using CloudStacks.LocalCloud.Models.Gcp;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;

/// <summary>A job as it stands in the state.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">Its region.</param>
/// <param name="Template">What its tasks run. Throws <see cref="FormatException"/> where that cannot be honoured.</param>
/// <param name="Labels">Its labels.</param>
internal sealed record DeployedJob(string Name, string Location, Func<JobTemplate> Template, JsonNode? Labels)
{
    /// <summary>All jobs of a stack.</summary>
    public static IReadOnlyList<DeployedJob> Read(StackState state) => [.. state.OfType(GcpNames.Job).Select(job => new DeployedJob(
        job.Text("name")!, job.Text("location")!, () => TemplateReader.Read(job.Outputs["template"] as JsonObject ?? []), job.Outputs["labels"]))];

    /// <summary>Why no task of this template can start, or null. https://docs.cloud.google.com/run/docs/container-contract</summary>
    public static string? Problem(StackState state, string image)
    {
        if (state.OfType("docker-build:index:Image").FirstOrDefault(built => built.Text("ref") == image) is not { } found)
        {
            return $"Image '{image}' not found: it is not an image that this stack builds; the local cloud runs the packaged worker as the stack's own image only (remove the setting cloudstacks:image)";
        }
        if ((found.Outputs["platforms"] as JsonArray)?.Select(platform => (string?)platform).SequenceEqual(["linux/amd64"]) == false)
        {
            return $"exec format error: the image is built for {string.Join(", ", found.Outputs["platforms"]!.AsArray().Select(platform => (string?)platform))}; Cloud Run runs linux/amd64";
        }
        return ImageRepository.Holding(state.Resources, image) is null ? $"Image '{image}' not found: no deployed repository holds it" : null;
    }
}
