using System.Globalization;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

/// <summary>The size of a task as ECS writes it: CPU units (1024 are a vCPU) and MiB, both as texts.</summary>
internal static class TaskSize
{
    private const int UnitsPerVcpu = 1024;

    /// <summary>Throws <see cref="FormatException"/> where a part is missing or Fargate does not offer the pair.</summary>
    public static FargateSize Read(string? cpu, string? memory)
    {
        var size = new FargateSize(Number(cpu, "cpu") / (decimal)UnitsPerVcpu, Number(memory, "memory"));
        return size.Exists
            ? size
            : throw new FormatException($"cpu '{cpu}' with memory '{memory}': Fargate offers no such pair; see the table of task sizes");
    }

    private static int Number(string? text, string name) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{name} is '{text}'; Fargate needs {(name == "cpu" ? "CPU units such as '1024'" : "MiB such as '2048'")}");
}
