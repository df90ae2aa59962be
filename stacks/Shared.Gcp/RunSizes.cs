using System.Globalization;

namespace CloudStacks.Shared.Gcp;

/// <summary>
/// The pairs of vCPU and memory of Cloud Run: https://docs.cloud.google.com/run/docs/configuring/jobs/cpu. Functions run there, too.
/// </summary>
public static class RunSizes
{
    /// <summary>What is wrong with a pair of vCPU and memory (MiB), or null.</summary>
    /// <param name="what">What is to have that size, such as <c>jobs</c>.</param>
    public static Func<double, int, string?> Of(string what) => (vcpu, memoryMiB) => vcpu switch
    {
        1 => Range(memoryMiB, 512, 4),
        2 => Range(memoryMiB, 512, 8),
        4 => Range(memoryMiB, 2 * 1024, 16),
        6 => Range(memoryMiB, 4 * 1024, 24),
        8 => Range(memoryMiB, 4 * 1024, 32),
        _ => string.Create(CultureInfo.InvariantCulture, $"Cloud Run has no {what} with {vcpu} vCPU; expected one of 1, 2, 4, 6, 8"),
    };

    private static string? Range(int memoryMiB, int least, int mostGiB) => memoryMiB >= least && memoryMiB <= mostGiB * 1024 ? null
        : string.Create(CultureInfo.InvariantCulture, $"expected {least} to {mostGiB * 1024} MiB for this vCPU");
}
