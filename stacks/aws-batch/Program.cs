return await Pulumi.Deployment.RunAsync(() => new CloudStacks.Stacks.AwsBatch("aws-batch").Outputs);
