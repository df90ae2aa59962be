return await Pulumi.Deployment.RunAsync(() => new CloudStacks.Stacks.GcpDataflow("gcp-dataflow").Outputs);
