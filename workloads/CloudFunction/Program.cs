using CloudStacks.CloudFunction;
using CloudStacks.Worker;

return await WorkerProgram.RunAsync(args, new GcpCloudFunctions());
