using System.Globalization;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;

/// <summary>What the service refuses about a function. All throw <see cref="FormatException"/> naming the member, the value and what is expected.</summary>
internal static class FunctionLimits
{
    // https://docs.cloud.google.com/functions/quotas
    private const int LongestEvent = 540;
    private const int LongestRequest = 3600;
    private const int MostConcurrency = 1000;

    private static readonly string[] Ingresses = ["ALLOW_ALL", "ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB"];

    public static void Runtime(string? runtime, string? entryPoint)
    {
        if (runtime != "dotnet10")
        {
            throw new FormatException($"buildConfig.runtime is '{runtime}'; the local cloud models dotnet10");
        }
        // https://github.com/GoogleCloudPlatform/buildpacks/blob/21f28de8c499445ef1098016bfce35b16415e4b1/pkg/gcpbuildpack/env.go
        if (entryPoint is "")
        {
            throw new FormatException("buildConfig.entryPoint is empty; expected a name, which the build needs even where the program reads none");
        }
    }

    public static void Size(string? cpu, string? memory) => RunSize.Check(
        ("serviceConfig.availableCpu", cpu ?? throw new FormatException("serviceConfig.availableCpu is missing; the service derives it from the memory, the local cloud wants it stated")),
        ("serviceConfig.availableMemory", RunSize.MiB("serviceConfig.availableMemory", memory ?? throw new FormatException("serviceConfig.availableMemory is missing; the local cloud wants it stated"))));

    public static void Ingress(string? ingress)
    {
        if (ingress is not null && !Ingresses.Contains(ingress))
        {
            throw new FormatException($"serviceConfig.ingressSettings is '{ingress}'; expected one of {string.Join(", ", Ingresses)}");
        }
    }

    public static void Check(FunctionSettings settings)
    {
        RunSize.InRange("serviceConfig.maxInstanceCount", settings.MaxInstances, 1, int.MaxValue);
        RunSize.InRange("serviceConfig.maxInstanceRequestConcurrency", settings.Concurrency, 1, MostConcurrency);
        RunSize.InRange(settings.Trigger is null ? "serviceConfig.timeoutSeconds" : "serviceConfig.timeoutSeconds of an event function",
            (int)settings.Timeout.TotalSeconds, 1, settings.Trigger is null ? LongestRequest : LongestEvent);
        JobLimits.Variables(settings.Environment);
        // https://docs.cloud.google.com/functions/docs/configuring/env-var
        if (settings.Environment.Keys.FirstOrDefault(name => name is "FUNCTION_TARGET" or "FUNCTION_SIGNATURE_TYPE" || name.StartsWith("X_GOOGLE_", StringComparison.Ordinal)) is { } reserved)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the environment variable {reserved} is reserved: the service sets it itself"));
        }
    }
}
