return await Pulumi.Deployment.RunAsync(() => new CloudStacks.Stacks.GcpCloudRun("gcp-cloud-run").Outputs);
