namespace CloudStacks.LocalCloud.Tests.Programs;

public sealed class GcpDataflowConformance() : ConformanceTests("gcp-dataflow", (name, options) => new CloudStacks.Stacks.GcpDataflow(name, options));

public sealed class GcpDataflowRunConformance() : RunConformanceTests("gcp-dataflow", (name, options) => new CloudStacks.Stacks.GcpDataflow(name, options));
