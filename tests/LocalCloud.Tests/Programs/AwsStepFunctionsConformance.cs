namespace CloudStacks.LocalCloud.Tests.Programs;

public sealed class AwsStepFunctionsConformance() : ConformanceTests("aws-step-functions", (name, options) => new CloudStacks.Stacks.AwsStepFunctions(name, options));

public sealed class AwsStepFunctionsRunConformance() : RunConformanceTests("aws-step-functions", (name, options) => new CloudStacks.Stacks.AwsStepFunctions(name, options));
