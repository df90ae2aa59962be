using CloudStacks.Cli;

return await CliApp.RunProcessAsync(args);
