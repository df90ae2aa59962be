return CloudStacks.Worker.ExitCodes.Usage;
