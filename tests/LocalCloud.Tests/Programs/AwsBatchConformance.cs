namespace CloudStacks.LocalCloud.Tests.Programs;

public sealed class AwsBatchConformance() : ConformanceTests("aws-batch", (name, options) => new CloudStacks.Stacks.AwsBatch(name, options));

public sealed class AwsBatchRunConformance() : RunConformanceTests("aws-batch", (name, options) => new CloudStacks.Stacks.AwsBatch(name, options));
