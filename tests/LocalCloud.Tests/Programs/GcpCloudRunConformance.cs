namespace CloudStacks.LocalCloud.Tests.Programs;

public sealed class GcpCloudRunConformance() : ConformanceTests("gcp-cloud-run", (name, options) => new CloudStacks.Stacks.GcpCloudRun(name, options));

public sealed class GcpCloudRunRunConformance() : RunConformanceTests("gcp-cloud-run", (name, options) => new CloudStacks.Stacks.GcpCloudRun(name, options));
