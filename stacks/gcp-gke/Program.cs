return await Pulumi.Deployment.RunAsync(() => new CloudStacks.Stacks.GcpGke("gcp-gke").Outputs);
