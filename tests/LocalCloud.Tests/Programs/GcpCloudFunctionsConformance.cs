namespace CloudStacks.LocalCloud.Tests.Programs;

public sealed class GcpCloudFunctionsConformance() : ConformanceTests("gcp-cloud-functions", (name, options) => new CloudStacks.Stacks.GcpCloudFunctions(name, options));

public sealed class GcpCloudFunctionsRunConformance() : RunConformanceTests("gcp-cloud-functions", (name, options) => new CloudStacks.Stacks.GcpCloudFunctions(name, options));
