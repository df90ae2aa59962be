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
        Assert.All(taggable, resource => Assert.Equal(expected, resource.Inputs[MarkOf(resource)].Deserialize<Dictionary<string, string>>()));
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task WithoutAnExpiryNothingExpires(string id)
    {
        var evaluation = await EvaluatedProgram.EvaluateAsync(id);
        Assert.All(evaluation.Custom().Where(IsTaggable), resource => Assert.Equal(["project", "service", "stack"], resource.Inputs[MarkOf(resource)]!.AsObject().Select(tag => tag.Key).Order()));
    }

    // Google calls them labels; its tags are another thing, for policies.
    private static string MarkOf(DeployedResource resource) => resource.Type.StartsWith("gcp:", StringComparison.Ordinal) ? "labels" : "tags";

    // The facts extracted from the official package say what takes tags: a map of text, not a list such as an image's tags.
    private static bool IsTaggable(DeployedResource resource)
    {
        var package = resource.Type.Split(':')[0];
        var facts = JsonNode.Parse(WorkTree.Read($"sdk/schema/{package}/facts.json"))!["resources"]![resource.Type]!;
        return facts["inputs"]![MarkOf(resource)] is JsonValue type && type.TryGetValue<string>(out var notation) && notation == "{string}?";
    }
}
