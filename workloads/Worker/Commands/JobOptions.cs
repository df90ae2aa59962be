using System.CommandLine;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Commands;

/// <summary>The options that say which job: given, or taken from the environment that a program sets on its tasks.</summary>
sealed class JobOptions
{
    readonly Option<string> _job = new("--job") { Description = $"Job id (default: ${Variables.Job})", HelpName = "ID" };
    readonly Option<string> _store = new("--store") { Description = $"s3://bucket, file:///folder or a folder (default: ${Variables.Store})", HelpName = "ADDRESS" };

    public void AddTo(Command command)
    {
        command.Options.Add(_job);
        command.Options.Add(_store);
    }

    public JobId JobOf(ParseResult parsed) => JobId.Parse(parsed.GetValue(_job) ?? JobIn(WorkerEnvironment.OfProcess));

    public IObjectStore StoreOf(ParseResult parsed) => ObjectStores.Open(parsed.GetValue(_store) ?? StoreIn(WorkerEnvironment.OfProcess));

    public Task<Job> OpenAsync(ParseResult parsed, CancellationToken cancellation) =>
        Job.OpenAsync(StoreOf(parsed), JobOf(parsed), Console.Out, cancellation);

    public static string JobIn(WorkerEnvironment environment) => environment.Require(Variables.Job, "the job's id (or the option --job)");

    public static string StoreIn(WorkerEnvironment environment) => environment.Require(Variables.Store, "the job store, such as s3://bucket (or the option --store)");
}
