using System.Globalization;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>What the service refuses about a container, beyond members that are not modelled.</summary>
internal static class ContainerRules
{
    // https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html
    private const string Reserved = "AWS_BATCH_";

    /// <summary>Throws <see cref="FormatException"/> naming the member, the value and what is expected.</summary>
    public static void Check(ContainerProperties container)
    {
        _ = RequiredSize.Read(container.ResourceRequirements);
        ContainerMember.Variables(container.Environment, Reserved);
        ContainerMember.Expect(container.NetworkConfiguration?.AssignPublicIp, "networkConfiguration.assignPublicIp", "ENABLED", "DISABLED");
        ContainerMember.Expect(container.FargatePlatformConfiguration?.PlatformVersion, "fargatePlatformConfiguration.platformVersion", "LATEST", "1.4.0");
        ContainerMember.Expect(container.RuntimePlatform?.OperatingSystemFamily, "runtimePlatform.operatingSystemFamily", "LINUX");
        ContainerMember.Expect(container.RuntimePlatform?.CpuArchitecture, "runtimePlatform.cpuArchitecture", "X86_64", "ARM64");
        ContainerMember.Expect(container.LogConfiguration?.LogDriver, "logConfiguration.logDriver", "awslogs");
        if (container.EphemeralStorage is { SizeInGiB: var size and (< 21 or > 200) })
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"ephemeralStorage.sizeInGiB is {size}; expected 21 to 200"));
        }
    }
}
