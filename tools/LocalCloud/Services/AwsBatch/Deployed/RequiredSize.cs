using System.Globalization;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>The size that a job's resource requirements ask for.</summary>
internal static class RequiredSize
{
    /// <summary>Reads VCPU and MEMORY. Throws <see cref="FormatException"/> naming what is missing or which pair Fargate does not offer.</summary>
    public static FargateSize Read(IEnumerable<ResourceRequirement> requirements)
    {
        var values = requirements.ToLookup(requirement => requirement.Type, requirement => requirement.Value, StringComparer.Ordinal);
        if (values.FirstOrDefault(group => group.Key is not ("VCPU" or "MEMORY")) is { } other)
        {
            throw new FormatException($"resourceRequirements: {other.Key} is not available on Fargate; expected VCPU and MEMORY");
        }
        var size = new FargateSize(ReadOne(values["VCPU"], "VCPU"), (int)ReadOne(values["MEMORY"], "MEMORY"));
        return size.Exists
            ? size
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"resourceRequirements: Fargate offers no {size.Vcpu} vCPU with {size.MemoryMiB} MiB; see the table of task sizes"));
    }

    private static decimal ReadOne(IEnumerable<string> values, string type) =>
        values.ToList() switch
        {
            [var one] when decimal.TryParse(one, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000_000 => number,
            [var one] => throw new FormatException($"resourceRequirements: {type} is '{one}'; expected a number"),
            [] => throw new FormatException($"resourceRequirements: {type} is missing"),
            _ => throw new FormatException($"resourceRequirements: {type} stands there more than once"),
        };
}
