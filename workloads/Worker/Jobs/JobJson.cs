using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CloudStacks.FatigueScreening;

namespace CloudStacks.Worker.Jobs;

/// <summary>The JSON of a job's small objects and of its settings. Unknown members are refused, so that a misspelt one is not ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(JobSpec))]
[JsonSerializable(typeof(Round))]
[JsonSerializable(typeof(ShardFailure))]
[JsonSerializable(typeof(FailedMark))]
[JsonSerializable(typeof(SuccessMark))]
[JsonSerializable(typeof(Claim))]
[JsonSerializable(typeof(Attempt))]
[JsonSerializable(typeof(ScreeningSettings))]
sealed partial class JobJson : JsonSerializerContext
{
    /// <summary>Reads an object that a worker wrote.</summary>
    /// <exception cref="InconsistentException">The bytes are something else; the message names the key and the place.</exception>
    public static T Read<T>(string key, ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("found null, expected an object");
        }
        catch (JsonException e)
        {
            throw new InconsistentException($"{key} is damaged, plan a job with another id: {e.Message}");
        }
    }
}
