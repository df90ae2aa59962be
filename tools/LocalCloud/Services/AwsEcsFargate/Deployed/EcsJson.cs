using System.Text.Json.Serialization;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

/// <summary>Serialises what the service reads and keeps, by the API's member names.</summary>
/// <remarks>Members with a default have a setter: the generated reader sets every init-only member, missing ones to nothing.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ContainerDefinition))]
[JsonSerializable(typeof(TaskRecord))]
internal sealed partial class EcsJson : JsonSerializerContext;
