return await Pulumi.Deployment.RunAsync(() => CloudStacks.Stacks.SideBySide.Deploy());
