using System.Globalization;
using CloudStacks.Cli.Terminals;
using CloudStacks.Cli.Verbs;
using Spectre.Console.Cli;

namespace CloudStacks.Cli;

/// <summary>The verbs with their one-line descriptions and examples.</summary>
internal static class VerbTable
{
    public static void Configure(IConfigurator configurator, CliHost host)
    {
        configurator.SetApplicationName("cloudstacks");
        configurator.SetApplicationCulture(CultureInfo.InvariantCulture);
        configurator.ConfigureConsole(Terminal.Create(host, host.Output));
        configurator.UseStrictParsing();
        configurator.PropagateExceptions();
        configurator.Settings.ValidateExamples = false;

        Add<ListVerb>("list", "List the thirteen services and what works", "list --json");
        Add<TryVerb>("try", "Deploy, run a job, compare its report with the plain library's, and tear down", "try aws-batch", "try aws-batch --shards 100 --faults kill=0.3,error=0.1,seed=7");
        Add<PreviewVerb>("preview", "Say what up would change", "preview aws-batch --set vcpu=2");
        Add<UpVerb>("up", "Deploy stacks", "up aws-batch", "up aws-batch --cloud --set aws:region=us-east-1 --expires-after 8h");
        Add<RunVerb>("run", "Run a job on a deployed stack", "run aws-batch --input my-shards --slices 10", "run aws-batch --failed-only");
        Add<OutputsVerb>("outputs", "Print a stack's outputs, and its runbook as shell commands", "outputs aws-batch --json");
        Add<LogsVerb>("logs", "Print what the tasks of a run wrote", "logs aws-batch --slice 3");
        Add<DownVerb>("down", "Cancel what runs and remove everything", "down aws-batch");
        Add<DoctorVerb>("doctor", "Say what is missing for a service and the command that mends it", "doctor aws-batch --cloud");
        Add<PackageVerb>("package", "Build the worker that leaves this machine, into artifacts/worker", "package --rid linux-arm64");
        Add<TestVerb>("test", "Restore, build and test everything", "test");

        void Add<TVerb>(string name, string description, params string[] examples) where TVerb : class, ICommand
        {
            var command = configurator.AddCommand<TVerb>(name).WithDescription(description).WithData(host);
            foreach (var example in examples)
            {
                command.WithExample(example.Split(' '));
            }
        }
    }
}
