using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models;

/// <summary>A provider's function as a row of facts.</summary>
/// <param name="token">Its token.</param>
/// <param name="honoured">The arguments that it honours; any other is refused.</param>
/// <param name="answer">What it computes from its arguments and the provider's settings; the arguments are part of the answer.</param>
/// <param name="secrets">Results that are secret.</param>
internal sealed class InvokeRow(string token, string[] honoured, Func<JsonObject, JsonObject, JsonObject> answer, params string[] secrets) : IInvokeModel
{
    public string Token => token;

    public IReadOnlySet<string> Secrets { get; } = secrets.ToFrozenSet();

    public JsonObject Answer(JsonObject args, JsonObject providerConfig)
    {
        if (args.Select(arg => arg.Key).Except(honoured).ToArray() is { Length: > 0 } others)
            throw new ProviderException($"the local cloud does not model the argument {string.Join(", ", others)}");
        var result = args.DeepClone().AsObject();
        foreach (var (name, value) in answer(args, providerConfig))
            result[name] = value?.DeepClone();
        return result;
    }
}
