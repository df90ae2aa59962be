namespace Pulumi.Serialization;

/// <summary>An output of any type.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}
