namespace CloudStacks.LocalCloud.Tests.Programs;

public sealed class GcpGkeConformance() : ConformanceTests("gcp-gke", (name, options) => new CloudStacks.Stacks.GcpGke(name, options));

public sealed class GcpGkeRunConformance() : RunConformanceTests("gcp-gke", (name, options) => new CloudStacks.Stacks.GcpGke(name, options));
