using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>The models of all resource types and invokes that the local cloud knows.</summary>
public sealed class ResourceModels
{
    private readonly FrozenDictionary<string, IResourceModel> models;
    private readonly FrozenDictionary<string, IInvokeModel> invokes;

    public ResourceModels(IEnumerable<IResourceModel> models, IEnumerable<IInvokeModel> invokes)
    {
        this.models = models.ToFrozenDictionary(model => model.Type);
        this.invokes = invokes.ToFrozenDictionary(invoke => invoke.Token);
    }

    /// <summary>The type tokens that have a model.</summary>
    public IEnumerable<string> Types => models.Keys;

    internal IResourceModel For(DeployedResource resource) => For(resource.Type, resource.Options.Custom);

    /// <summary>Throws <see cref="EngineException"/> where the type has no model.</summary>
    internal IResourceModel For(string type, bool custom)
    {
        if (!custom)
            return BookkeepingModel.Component;
        return models.GetValueOrDefault(type)
            ?? (type.StartsWith("pulumi:providers:", StringComparison.Ordinal) ? BookkeepingModel.Provider : null)
            ?? throw new EngineException($"the local cloud has no model of {type}; it can deploy {Known(type, models.Keys)}. Deploy this program with --cloud, or add a model under tools/LocalCloud/Models.");
    }

    internal IInvokeModel ForInvoke(string token) =>
        invokes.GetValueOrDefault(token)
        ?? throw new EngineException($"the local cloud cannot answer the call {token}; it answers {Known(token, invokes.Keys)}. Declare the value in the program's settings, or add an answer under tools/LocalCloud/Models.");

    private static string Known(string token, IEnumerable<string> tokens)
    {
        var package = token.Split(':')[0] + ":";
        var related = tokens.Where(known => known.StartsWith(package, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        return related.Length > 0 ? string.Join(", ", related) : $"nothing of the package {package.TrimEnd(':')}";
    }
}

/// <summary>Answers one of a provider's functions.</summary>
public interface IInvokeModel
{
    /// <summary>The function's token, such as <c>aws:index/getRegion:getRegion</c>.</summary>
    string Token { get; }

    /// <summary>Names of results that are secret.</summary>
    IReadOnlySet<string> Secrets { get; }

    /// <summary>The result's properties by wire name. Throws <see cref="ProviderException"/> where the provider would refuse.</summary>
    JsonObject Answer(JsonObject args, JsonObject providerConfig);
}

/// <summary>What exists in the engine's books only: components and providers.</summary>
internal sealed class BookkeepingModel : IResourceModel
{
    public static BookkeepingModel Component { get; } = new();

    public static BookkeepingModel Provider { get; } = new();

    private static readonly string[] Places = ["region", "project", "zone", "location", "namespace"];

    public string Type => "";

    public IReadOnlySet<string> ReplaceOn { get; } = FrozenSet<string>.Empty;

    /// <summary>
    /// Of a provider's settings only where things are is modelled; credentials and endpoints are the real cloud's. The checks that
    /// the AWS package skips by default (<c>skip…</c>) have nothing to check here.
    /// </summary>
    public IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs) =>
        this == Component ? [] : inputs.Where(input => !Places.Contains(input.Key) && !input.Key.StartsWith("skip", StringComparison.Ordinal))
            .Select(input => $"the local cloud does not model the provider's setting '{input.Key}'; it honours {string.Join(", ", Places)}");

    public (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs) =>
        (this == Provider ? PhysicalName.Uuid(identity) : "", []);

    public Task CreateAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken) => Task.CompletedTask;
}
