using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// What the state file holds: the deployed resources, those that await deletion because they were replaced, and the one step
/// that was under way. Whoever finds a pending step after a crash settles it first (see <see cref="Recovery"/>).
/// </summary>
internal sealed record StackRecord(
    string Service,
    string Stack,
    string Salt,
    ImmutableArray<DeployedResource> Resources,
    ImmutableArray<DeployedResource> Replaced,
    PendingStep? Pending,
    JsonObject Outputs)
{
    /// <summary>The layout of the file; a file of another layout is refused.</summary>
    public int Schema { get; init; } = 1;

    public static StackRecord Empty(string service, string stack) => new(service, stack, Redaction.NewSalt(), [], [], null, []);

    /// <summary>Nothing is deployed and nothing is under way.</summary>
    [JsonIgnore]
    public bool IsEmpty => Resources.IsEmpty && Replaced.IsEmpty && Pending is null;

    /// <summary>Everything that exists or may exist.</summary>
    [JsonIgnore]
    public IEnumerable<DeployedResource> Existing => Resources.Concat(Replaced);

    public StackState ToState() => new(Service, Stack, Resources, Outputs);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StackRecordJson.Default.StackRecord);

    public static StackRecord? FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, StackRecordJson.Default.StackRecord);
}

/// <summary>A call to a model that has begun and whose end is not recorded.</summary>
/// <param name="Operation">Create, update or delete.</param>
/// <param name="Resource">The resource as it would be (create, update) or was (delete).</param>
/// <param name="Before">The resource before an update.</param>
internal sealed record PendingStep(Operation Operation, DeployedResource Resource, DeployedResource? Before);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StackRecord))]
internal sealed partial class StackRecordJson : JsonSerializerContext;
