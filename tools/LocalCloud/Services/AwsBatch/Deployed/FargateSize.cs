using System.Globalization;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>A task size that Fargate offers.</summary>
/// <param name="Vcpu">vCPU.</param>
/// <param name="MemoryMiB">Memory in MiB.</param>
internal sealed record FargateSize(decimal Vcpu, int MemoryMiB)
{
    private static readonly (decimal Vcpu, int[] Gigabytes)[] Table =
    [
        (0.5m, [1, 2, 3, 4]),
        (1, [2, 3, 4, 5, 6, 7, 8]),
        (2, [.. Enumerable.Range(4, 13)]),
        (4, [.. Enumerable.Range(8, 23)]),
        (8, [.. Enumerable.Range(4, 12).Select(step => step * 4)]),
        (16, [.. Enumerable.Range(4, 12).Select(step => step * 8)]),
        (32, [60, 120, 244]),
    ];

    /// <summary>
    /// Reads VCPU and MEMORY. Throws <see cref="FormatException"/> naming what is missing or which pair Fargate does not offer.
    /// Sizes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
    /// </summary>
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

    private bool Exists =>
        Vcpu == 0.25m
            ? MemoryMiB is 512 or 1024 or 2048
            : Array.Find(Table, row => row.Vcpu == Vcpu).Gigabytes is { } gigabytes && MemoryMiB % 1024 == 0 && gigabytes.Contains(MemoryMiB / 1024);

    private static decimal ReadOne(IEnumerable<string> values, string type) =>
        values.ToList() switch
        {
            [var one] when decimal.TryParse(one, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000_000 => number,
            [var one] => throw new FormatException($"resourceRequirements: {type} is '{one}'; expected a number"),
            [] => throw new FormatException($"resourceRequirements: {type} is missing"),
            _ => throw new FormatException($"resourceRequirements: {type} stands there more than once"),
        };
}
