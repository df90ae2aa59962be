return await Pulumi.Deployment.RunAsync(() => new CloudStacks.Stacks.AwsEcsFargate("aws-ecs-fargate").Outputs);
