namespace CloudStacks.LocalCloud.Tests.Programs;

public sealed class AwsEcsFargateConformance() : ConformanceTests("aws-ecs-fargate", (name, options) => new CloudStacks.Stacks.AwsEcsFargate(name, options));

public sealed class AwsEcsFargateRunConformance() : RunConformanceTests("aws-ecs-fargate", (name, options) => new CloudStacks.Stacks.AwsEcsFargate(name, options));
