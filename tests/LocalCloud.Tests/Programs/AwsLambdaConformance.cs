namespace CloudStacks.LocalCloud.Tests.Programs;

public sealed class AwsLambdaConformance() : ConformanceTests("aws-lambda", (name, options) => new CloudStacks.Stacks.AwsLambda(name, options));

public sealed class AwsLambdaRunConformance() : RunConformanceTests("aws-lambda", (name, options) => new CloudStacks.Stacks.AwsLambda(name, options));
