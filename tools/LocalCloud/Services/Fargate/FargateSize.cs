namespace CloudStacks.LocalCloud.Services.Fargate;

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

    /// <summary>Whether Fargate offers the pair: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html</summary>
    public bool Exists =>
        Vcpu == 0.25m
            ? MemoryMiB is 512 or 1024 or 2048
            : Array.Find(Table, row => row.Vcpu == Vcpu).Gigabytes is { } gigabytes && MemoryMiB % 1024 == 0 && gigabytes.Contains(MemoryMiB / 1024);
}
