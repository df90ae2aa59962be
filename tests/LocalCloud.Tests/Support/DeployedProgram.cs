using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models;
using CloudStacks.Stacks;

namespace CloudStacks.LocalCloud.Tests.Support;

/// <summary>A program's resources as they are deployed, once for all tests, and edited for single ones.</summary>
internal static class DeployedProgram
{
    /// <summary>Deploys a program into a folder that is removed again.</summary>
    public static async Task<StackState> DeployAsync(string service)
    {
        var home = Directory.CreateTempSubdirectory(service).FullName;
        try
        {
            var store = new StateStore(home, service, "trial");
            var program = new StackProgram(service, "trial", () => SideBySide.Programs[service](service).Outputs, ImmutableDictionary<string, string>.Empty, [])
            {
                Folder = Path.Combine(RepositoryRoot(), "stacks", service),
            };
            await new Deployer(store, LocalModels.All, TimeProvider.System).UpAsync(program, new Progress<EngineEvent>(), CancellationToken.None);
            return store.Read();
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>The state with some resources only, their outputs edited by type, as it comes back from the state file.</summary>
    public static StackState Edited(this StackState state, Action<string, JsonObject>? change, Func<DeployedResource, bool>? keep = null) => state with
    {
        Resources = [.. state.Resources.Where(keep ?? (_ => true)).Select(resource => resource with { Outputs = Edited(resource, change) })],
    };

    /// <summary>Edits the outputs of the resources of one type.</summary>
    public static Action<string, JsonObject> Of(string wanted, Action<JsonObject> edit) => (type, outputs) =>
    {
        if (type == wanted)
        {
            edit(outputs);
        }
    };

    private static JsonObject Edited(DeployedResource resource, Action<string, JsonObject>? change)
    {
        var outputs = JsonNode.Parse(resource.Outputs.ToJsonString())!.AsObject();
        change?.Invoke(resource.Type, outputs);
        return JsonNode.Parse(outputs.ToJsonString())!.AsObject();
    }

    private static string RepositoryRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "CloudStacks.sln")))
        {
            root = root.Parent;
        }
        return root.FullName;
    }
}
