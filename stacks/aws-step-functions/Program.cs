return await Pulumi.Deployment.RunAsync(() => new CloudStacks.Stacks.AwsStepFunctions("aws-step-functions").Outputs);
