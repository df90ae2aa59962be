using System.Globalization;

namespace CloudStacks.Shared.Aws;

/// <summary>
/// The pairs of vCPU and memory that Fargate offers.
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html (read 2026-11-25)
/// </summary>
public static class FargateSizes
{
    private static readonly (double Vcpu, int[] MiB)[] Table =
    [
        (0.25, [512, 1024, 2048]),
        (0.5, Steps(1, 4, 1)),
        (1, Steps(2, 8, 1)),
        (2, Steps(4, 16, 1)),
        (4, Steps(8, 30, 1)),
        (8, Steps(16, 60, 4)),
        (16, Steps(32, 120, 8)),
    ];

    /// <summary>What is wrong with a pair, or null.</summary>
    public static string? Problem(double vcpu, int memoryMiB)
    {
        foreach (var (size, memory) in Table)
        {
            if (size == vcpu)
            {
                return memory.Contains(memoryMiB) ? null : string.Create(CultureInfo.InvariantCulture,
                    $"Fargate offers {size} vCPU with {memory[0]} to {memory[^1]} MiB in its own steps; expected one of {string.Join(", ", memory)}");
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"Fargate has no size with {vcpu} vCPU; expected one of {string.Join(", ", Table.Select(row => row.Vcpu.ToString(CultureInfo.InvariantCulture)))}");
    }

    private static int[] Steps(int fromGiB, int toGiB, int step) =>
        [.. Enumerable.Range(0, ((toGiB - fromGiB) / step) + 1).Select(index => (fromGiB + (index * step)) * 1024)];
}
