using System.Collections.Immutable;
using CloudStacks.Cli;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Cli.Runs;
using CloudStacks.Cli.Terminals;
using CloudStacks.Cli.Tools;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Tests.Engine;
using CloudStacks.Shared;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>Runs jobs on what is deployed as <c>cloudstacks run</c> does: by the stack's own runbook, with the worker as an outside process.</summary>
internal sealed class LocalRun : ISession
{
    private readonly ISession session;
    private readonly CliHost host;
    private readonly LocalDeployment stack;

    private LocalRun(ISession session, CliHost host, LocalDeployment stack, Runbook runbook) =>
        (this.session, this.host, this.stack, Runbook) = (session, host, stack, runbook);

    /// <summary>The stack's runbook.</summary>
    public Runbook Runbook { get; }

    public IReadOnlyList<string>? Worker => session.Worker;

    public static async Task<LocalRun> OpenAsync(Workshop workshop, string faults = "")
    {
        var host = new CliHost(workshop.Folder, ImmutableDictionary<string, string>.Empty, TextReader.Null, new StringWriter(), new StringWriter(), IsTerminal: false, TimeProvider.System);
        var state = workshop.Store.Read();
        var options = new LocalSessionOptions(workshop.Store, [Dotnet.Program, Path.Combine(AppContext.BaseDirectory, "worker.dll")], FaultPlan.Parse(faults), TimeProvider.System) { Source = WorkerZip.Source };
        var session = await LocalRunSession.OpenAsync(options, TestContext.Current.CancellationToken);
        var stack = new LocalDeployment(host, Catalog.Services.Find(state.Service)!, state.Stack, workshop.Home, _ => { }, _ => { });
        return new(session, host, stack, Runbook.FromJson((string)state.Outputs["runbook"]!));
    }

    /// <summary>Runs one job to its end. Throws <see cref="CliException"/> where the service gives it up.</summary>
    public Task<RunOutcome> RunAsync(InputFolder input, int? slices = null, ImmutableArray<string>? command = null, Runbook? runbook = null, string job = "j")
    {
        var request = new RunRequest(JobId.Parse(job), new(), command, slices, FaultPlan.None, TimeSpan.FromMinutes(1));
        return new JobRun(host, new Terminal(host, json: false), stack, this, runbook ?? Runbook).StartAsync(request, input, TestContext.Current.CancellationToken);
    }

    public Task<CommandResult> RunAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken) => session.RunAsync(argv, cancellationToken);

    /// <summary>Runs steps of the runbook.</summary>
    /// <returns>What each of their commands answered.</returns>
    public Task<List<StepResult>> RunAsync(ImmutableArray<RunbookStep> steps, RunValues values) =>
        new RunbookExecutor(this, TimeProvider.System).RunAsync(steps, values, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask();

    /// <summary>Runs steps of the runbook that may find what they must not.</summary>
    /// <returns>What each of their commands answered.</returns>
    public Task<List<StepResult>> ListAsync(ImmutableArray<RunbookStep> steps, RunValues values) =>
        new RunbookExecutor(this, TimeProvider.System).ListAsync(steps, values, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask();

    public IObjectStore OpenStore(string address) => session.OpenStore(address);

    public string? WhyWaiting() => session.WhyWaiting();

    public IReadOnlyList<TaskAttempts> Attempts() => session.Attempts();

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
