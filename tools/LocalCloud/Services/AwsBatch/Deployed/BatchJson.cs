using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>Serialises what the service reads, answers and keeps, by the API's member names.</summary>
/// <remarks>Members with a default have a setter: the generated reader sets every init-only member, missing ones to nothing.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ContainerProperties))]
[JsonSerializable(typeof(RetryStrategy))]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
internal sealed partial class BatchJson : JsonSerializerContext;
