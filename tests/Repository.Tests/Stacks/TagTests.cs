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
        Assert.All(taggable, resource => Assert.Equal(expected, resource.Inputs["tags"].Deserialize<Dictionary<string, string>>()));
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task WithoutAnExpiryNothingExpires(string id)
    {
        var evaluation = await EvaluatedProgram.EvaluateAsync(id);
        Assert.All(evaluation.Custom().Where(IsTaggable), resource => Assert.Equal(["project", "service", "stack"], resource.Inputs["tags"]!.AsObject().Select(tag => tag.Key).Order()));
    }

    // The facts extracted from the official package say what takes tags: a map of text, not a list such as an image's tags.
    private static bool IsTaggable(DeployedResource resource)
    {
        var package = resource.Type.Split(':')[0];
        var facts = JsonNode.Parse(WorkTree.Read($"sdk/schema/{package}/facts.json"))!["resources"]![resource.Type]!;
        return facts["inputs"]!["tags"] is JsonValue type && type.TryGetValue<string>(out var notation) && notation == "{string}?";
    }
}
