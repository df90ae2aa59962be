return await Pulumi.Deployment.RunAsync(() => new CloudStacks.Stacks.AwsLambda("aws-lambda").Outputs);
