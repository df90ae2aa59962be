using System.Text.Json.Nodes;

namespace CloudStacks.Shared.Gcp;

/// <summary>
/// The file that tells Dataflow how to launch the pipeline of workloads/beam
/// (https://docs.cloud.google.com/dataflow/docs/guides/templates/configuring-flex-templates).
/// </summary>
public static class FlexTemplate
{
    // The same file as `gcloud dataflow flex-template build --metadata-file` takes.
    private const string Metadata = "beam-metadata.json";

    /// <summary>The file's content.</summary>
    /// <param name="image">The image that launches the pipeline and that its workers run: where nothing is said, they run Beam's own, without our worker.</param>
    public static string Json(string image)
    {
        using var metadata = typeof(FlexTemplate).Assembly.GetManifestResourceStream(Metadata)!;
        return new JsonObject
        {
            ["image"] = image,
            ["metadata"] = JsonNode.Parse(metadata),
            ["defaultEnvironment"] = new JsonObject { ["sdkContainerImage"] = image },
            ["sdkInfo"] = new JsonObject { ["language"] = "PYTHON" },
        }.ToJsonString();
    }
}
