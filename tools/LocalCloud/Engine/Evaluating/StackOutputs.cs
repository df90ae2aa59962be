using System.Collections;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Resolves what a program returns.</summary>
internal sealed class StackOutputs(StackProgram program)
{
    private readonly WireValues wire = new(program.Folder);

    public async Task<JsonObject> ResolveAsync(IDictionary<string, object?> outputs)
    {
        var json = new JsonObject();
        foreach (var (name, value) in outputs.OrderBy(output => output.Key, StringComparer.Ordinal))
        {
            try
            {
                json[name] = await ResolveAsync(value);
            }
            catch (Exception e) when (e is not EngineException)
            {
                throw new EngineException($"the program {program.Project} failed in its output '{name}': {e.Message}", e);
            }
        }
        return json;
    }

    private async Task<JsonNode?> ResolveAsync(object? value)
    {
        if (value is null or string)
            return wire.ToJson(value);
        if (OutputReading.TryReadAsync(value) is { } reading)
        {
            var resolution = await reading;
            return resolution.Secret ? JsonValue.Create(Redaction.Masked) : await ResolveAsync(resolution.Value);
        }
        if (value is IDictionary map)
        {
            var json = new JsonObject();
            foreach (var (key, item) in WireValues.Entries(map))
                json[key] = await ResolveAsync(item);
            return json;
        }
        return wire.ToJson(value);
    }
}
