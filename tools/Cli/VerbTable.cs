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
        Add<PackageVerb>("package", "Build the worker that leaves this machine, into artifacts/worker", "package", "package --rid linux-arm64");
        Add<DoctorVerb>("doctor", "Say what is missing for a service and the command that mends it", "doctor", "doctor aws-batch --cloud");

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
