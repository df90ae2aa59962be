using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.Repository.Tests.Support;
using YamlDotNet.Serialization;

namespace CloudStacks.Repository.Tests.Stacks;

public sealed partial class SnapshotTests
{
    public static TheoryData<string> Programs => [.. EvaluatedProgram.Working];

    [Theory, MemberData(nameof(Programs))]
    public async Task RegistrationsAreThoseOfTheSnapshot(string id) =>
        Committed.File($"tests/Repository.Tests/Snapshots/{id}.yaml", Yaml(await EvaluatedProgram.EvaluateAsync(id)));

    private static string Yaml(Evaluation evaluation)
    {
        var document = new Dictionary<string, object>
        {
            ["counts"] = evaluation.Counts().ToDictionary(count => count.Key, count => (object)count.Value),
            ["resources"] = evaluation.Custom().OrderBy(resource => resource.Name, StringComparer.Ordinal).ToDictionary(resource => resource.Name, Describe),
        };
        return new SerializerBuilder().WithIndentedSequences().WithNewLine("\n").Build().Serialize(document);
    }

    /// <summary>Tags and labels have their own test; documents in JSON text are shown as what they say.</summary>
    private static object Describe(DeployedResource resource) => new Dictionary<string, object?>
    {
        ["type"] = resource.Type,
        ["inputs"] = resource.Inputs.Where(input => input.Key is not ("tags" or "labels")).OrderBy(input => input.Key, StringComparer.Ordinal).ToDictionary(input => input.Key, input => Plain(input.Value)),
    };

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject value => value.ToDictionary(member => member.Key, member => Plain(member.Value)),
        JsonArray items => items.Select(Plain).ToList(),
        JsonValue value when value.TryGetValue<string>(out var text) => text.StartsWith('{') ? Plain(JsonNode.Parse(text)) : ContentHash().Replace(text, "…").Replace(EvaluatedProgram.Packages, "…", StringComparison.Ordinal),
        _ => node?.ToJsonString(),
    };

    // A hash changes with every change of what it is a hash of, such as the worker's sources.
    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex ContentHash();
}
