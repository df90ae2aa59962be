using CloudStacks.Worker;

return await WorkerProgram.RunAsync(args);
