using System.Globalization;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>What the service refuses about a container, beyond members that are not modelled.</summary>
internal static class ContainerRules
{
    // https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html
    private const string Reserved = "AWS_BATCH_";

    /// <summary>Throws <see cref="FormatException"/> naming the member, the value and what is expected.</summary>
    public static void Check(ContainerProperties container)
    {
        _ = FargateSize.Read(container.ResourceRequirements);
        foreach (var variable in container.Environment)
        {
            Check(variable);
        }
        Expect(container.NetworkConfiguration?.AssignPublicIp, "networkConfiguration.assignPublicIp", "ENABLED", "DISABLED");
        Expect(container.FargatePlatformConfiguration?.PlatformVersion, "fargatePlatformConfiguration.platformVersion", "LATEST", "1.4.0");
        Expect(container.RuntimePlatform?.OperatingSystemFamily, "runtimePlatform.operatingSystemFamily", "LINUX");
        Expect(container.RuntimePlatform?.CpuArchitecture, "runtimePlatform.cpuArchitecture", "X86_64", "ARM64");
        Expect(container.LogConfiguration?.LogDriver, "logConfiguration.logDriver", "awslogs");
        if (container.EphemeralStorage is { SizeInGiB: var size and (< 21 or > 200) })
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"ephemeralStorage.sizeInGiB is {size}; expected 21 to 200"));
        }
    }

    private static void Check(NameValue variable)
    {
        if (variable.Name.StartsWith(Reserved, StringComparison.Ordinal))
        {
            throw new FormatException($"the environment variable {variable.Name} starts with {Reserved}, which is reserved");
        }
        if (variable.Name.Length == 0 || variable.Name.AsSpan().ContainsAny('=', '\0') || variable.Value.Contains('\0', StringComparison.Ordinal))
        {
            throw new FormatException($"'{variable.Name}' cannot be an environment variable; expected a name without '=' and no NUL in name or value");
        }
    }

    private static void Expect(string? value, string member, params string[] expected)
    {
        if (value is not null && !expected.Contains(value))
        {
            throw new FormatException($"{member} is '{value}'; expected {string.Join(" or ", expected)}");
        }
    }
}
