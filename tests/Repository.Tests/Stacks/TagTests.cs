using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Stacks;

public sealed class TagTests
{
    public static TheoryData<string> Programs => [.. EvaluatedProgram.Working];

    [Theory, MemberData(nameof(Programs))]
    public async Task EveryTaggableResourceSaysWhatItBelongsToAndWhenItExpires(string id)
    {
        var expected = new Dictionary<string, string> { ["project"] = "cloudstacks", ["service"] = id, ["stack"] = "trial", ["expires-at"] = "1800000000" };
        var evaluation = await EvaluatedProgram.EvaluateAsync(id, ("cloudstacks:expiresAt", "1800000000"));
        var taggable = evaluation.Custom().Where(IsTaggable).ToList();
        Assert.NotEmpty(taggable);
        Assert.All(taggable, resource => Assert.Equal(expected, MarksOf(resource).Deserialize<Dictionary<string, string>>()));
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task WithoutAnExpiryNothingExpires(string id)
    {
        var evaluation = await EvaluatedProgram.EvaluateAsync(id);
        Assert.All(evaluation.Custom().Where(IsTaggable), resource => Assert.Equal(["project", "service", "stack"], MarksOf(resource)!.AsObject().Select(tag => tag.Key).Order()));
    }

    private static JsonNode? MarksOf(DeployedResource resource)
    {
        var marks = (IsKubernetes(resource) ? resource.Inputs["metadata"]!["labels"] : resource.Inputs[MarkOf(resource)])?.DeepClone();
        // What a namespace lets in is said by a label, too.
        marks?.AsObject().Remove("pod-security.kubernetes.io/enforce");
        return marks;
    }

    // Google calls them labels; its tags are another thing, for policies.
    private static string MarkOf(DeployedResource resource) =>
        resource.Type == "gcp:container/cluster:Cluster" ? "resourceLabels" : resource.Type.StartsWith("gcp:", StringComparison.Ordinal) ? "labels" : "tags";

    private static bool IsKubernetes(DeployedResource resource) => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal);

    // The facts extracted from the official package say what takes tags: a map of text, not a list such as an image's tags. Every Kubernetes object has labels.
    private static bool IsTaggable(DeployedResource resource)
    {
        if (IsKubernetes(resource) || resource.Type.StartsWith("pulumi:providers:", StringComparison.Ordinal))
        {
            return IsKubernetes(resource);
        }
        var package = resource.Type.Split(':')[0];
        var facts = JsonNode.Parse(WorkTree.Read($"sdk/schema/{package}/facts.json"))!["resources"]![resource.Type]!;
        return facts["inputs"]![MarkOf(resource)] is JsonValue type && type.TryGetValue<string>(out var notation) && notation == "{string}?";
    }
}
