using System.CommandLine;
using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Commands;

/// <summary><c>worker plan</c>: makes a job.</summary>
sealed class PlanCommand
{
    readonly JobOptions _job = new();
    readonly Option<string> _input = new("--input") { Description = "Key prefix of the input", HelpName = "PREFIX", Required = true };
    readonly Option<string> _upload = new("--upload") { Description = "Folder whose files are uploaded under the input prefix first", HelpName = "DIR" };
    readonly Option<int> _slices = new("--slices") { Description = "Tasks wanted: print how many are worth starting", HelpName = "N" };
    readonly Option<string> _settings = new("--settings") { Description = "JSON file with settings of the fatigue screening", HelpName = "FILE" };
    readonly Option<string[]> _set = new("--set") { Description = "One setting, such as scf=1.2; wins over the file; can be repeated", HelpName = "KEY=VALUE" };
    readonly Option<string> _task = new("--task") { Description = "Command that does the work instead: CMD SHARD-FILE RESULT-FILE", HelpName = "CMD" };
    readonly Option<string> _reduceTask = new("--reduce-task") { Description = "Command that reduces its results: CMD RESULTS-FILE REPORT-FILE", HelpName = "CMD" };
    readonly Option<string> _tickets = new("--tickets")
    {
        Description = "Write one ticket per shard, for services that start on object events; into another store, if given",
        HelpName = "ADDRESS",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var plan = new PlanCommand();
        var command = new Command("plan", "Make a job out of an input; planning the same again changes nothing")
        {
            plan._input, plan._upload, plan._slices, plan._settings, plan._set, plan._task, plan._reduceTask, plan._tickets,
        };
        plan._job.AddTo(command);
        command.SetAction(plan.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var store = _job.StoreOf(parsed);
        var request = new PlanRequest(_job.JobOf(parsed), parsed.GetRequiredValue(_input))
        {
            UploadFrom = parsed.GetValue(_upload),
            Settings = SettingsOf(parsed),
            Command = CommandLine.Find(parsed.GetValue(_task)),
            ReduceCommand = CommandLine.Find(parsed.GetValue(_reduceTask)),
            Tickets = parsed.GetResult(_tickets) is null ? null : parsed.GetValue(_tickets) is { } other ? ObjectStores.Open(other) : store,
        };
        var spec = await Planner.PlanAsync(store, request, Console.Out, cancellation);
        if (parsed.GetResult(_slices) is not null)
            await Console.Out.WriteLineAsync($"slices: {Math.Clamp(parsed.GetValue(_slices), 1, Math.Max(1, spec.Shards.Length))}");
        return ExitCodes.Ok;
    }

    ScreeningSettings SettingsOf(ParseResult parsed)
    {
        var file = parsed.GetValue(_settings);
        if (file is not null && !File.Exists(file))
            throw new UsageException($"--settings {file}: there is no such file");
        return SettingsReader.Read(file is null ? null : File.ReadAllBytes(file), file ?? "", parsed.GetValue(_set) ?? []);
    }
}
