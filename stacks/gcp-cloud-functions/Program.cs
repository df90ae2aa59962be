return await Pulumi.Deployment.RunAsync(() => new CloudStacks.Stacks.GcpCloudFunctions("gcp-cloud-functions").Outputs);
