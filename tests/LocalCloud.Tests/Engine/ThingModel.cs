using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Tests.Engine;

/// <summary>A provider of things: each is a file that holds its color, so that what exists can be compared with what the state says.</summary>
internal sealed class ThingModel(CrashPoint crash) : IResourceModel
{
    public string Type => Thing.Token;

    /// <summary>Names that the service refuses to delete, as a bucket that is not empty.</summary>
    public HashSet<string> Stuck { get; } = [];

    public HashSet<string> Refused { get; } = [];

    public IReadOnlySet<string> ReplaceOn { get; } = ImmutableHashSet.Create("shape", "name");

    public bool DeletesBeforeReplace(JsonObject before, JsonObject after) => after["name"] is not null;

    public IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        if ((string?)inputs["color"] == "invisible")
            yield return "input 'color' is 'invisible'; expected a color";
    }

    public (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var name = (string?)inputs["name"] ?? PhysicalName.Auto(identity);
        return (name, new JsonObject { ["name"] = name, ["arn"] = "arn:" + name });
    }

    public Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        crash.Pass();
        if (Refused.Contains(change.Resource.Name))
            throw new ProviderException("LimitExceeded: no more things.");
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(change))!);
        using (var file = new StreamWriter(new FileStream(FileOf(change), FileMode.CreateNew)))
            file.Write(change.Resource.Text("color"));
        crash.Pass();
        return Task.CompletedTask;
    }

    public Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        crash.Pass();
        Assert.True(File.Exists(FileOf(change)), "updated before it was created");
        File.WriteAllText(FileOf(change), change.Resource.Text("color"));
        crash.Pass();
        return Task.CompletedTask;
    }

    public Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        crash.Pass();
        if (Stuck.Contains(change.Resource.Name))
            throw new ProviderException("ThingNotEmpty: it is not empty.");
        if (File.Exists(FileOf(change)))
            File.Delete(FileOf(change));
        crash.Pass();
        return Task.CompletedTask;
    }

    private static string FileOf(ResourceChange change) => Path.Combine(change.DataRoot, "things", change.Resource.Id);
}
