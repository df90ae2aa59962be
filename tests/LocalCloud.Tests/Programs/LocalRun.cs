using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using CloudStacks.Cli;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Runs;
using CloudStacks.Cli.Terminals;
using CloudStacks.Cli.Tools;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Tests.Engine;
using CloudStacks.Shared;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>
/// Runs jobs on what is deployed as <c>cloudstacks run</c> does: by the stack's own runbook, with the worker as an outside process.
/// Credentials stay with the store, where the command line puts them into the environment of its process.
/// </summary>
internal sealed class LocalRun : ISession
{
    private readonly LocalSession session;
    private readonly AmazonS3Client client;
    private readonly CliHost host;
    private readonly LocalDeployment stack;

    private LocalRun(LocalSession session, AmazonS3Client client, CliHost host, LocalDeployment stack, Runbook runbook) =>
        (this.session, this.client, this.host, this.stack, Runbook) = (session, client, host, stack, runbook);

    /// <summary>The stack's runbook.</summary>
    public Runbook Runbook { get; }

    private static IReadOnlyList<string> Worker { get; } = [Dotnet.Program, Path.Combine(AppContext.BaseDirectory, "worker.dll")];

    public static async Task<LocalRun> OpenAsync(Workshop workshop, string faults = "")
    {
        var host = new CliHost(workshop.Folder, ImmutableDictionary<string, string>.Empty, TextReader.Null, new StringWriter(), new StringWriter(), IsTerminal: false, TimeProvider.System);
        var state = workshop.Store.Read();
        var session = await LocalSession.OpenAsync(new(workshop.Store, Worker, FaultPlan.Parse(faults), TimeProvider.System), TestContext.Current.CancellationToken);
        var stack = new LocalDeployment(host, Catalog.Services.Find(state.Service)!, state.Stack, workshop.Home, _ => { }, _ => { });
        return new(session, await ClientAsync(session.OperatorEnvironment), host, stack, Runbook.FromJson((string)state.Outputs["runbook"]!));
    }

    /// <summary>Runs one job to its end. Throws <see cref="CliException"/> where the service gives it up.</summary>
    public Task<RunOutcome> RunAsync(InputFolder input, int? slices = null)
    {
        var request = new RunRequest(JobId.Parse("j"), new(), null, slices, FaultPlan.None, TimeSpan.FromMinutes(1));
        return new JobRun(host, new Terminal(host, json: false), stack, this, Runbook).StartAsync(request, input, TestContext.Current.CancellationToken);
    }

    public Task<CommandResult> RunAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken) => session.ExecuteAsync(argv, cancellationToken);

    public IObjectStore OpenStore(string address) => new S3Store(client, address["s3://".Length..]);

    public string? WhyWaiting() => session.WhyWaiting();

    public IReadOnlyList<TaskAttempts> Attempts() => session.Attempts();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return session.DisposeAsync();
    }

    private static async Task<AmazonS3Client> ClientAsync(IReadOnlyDictionary<string, string> environment)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", (await File.ReadAllTextAsync(environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"])).Trim());
        var issued = JsonNode.Parse(await http.GetStringAsync(environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"]))!;
        return new(new SessionAWSCredentials((string)issued["AccessKeyId"]!, (string)issued["SecretAccessKey"]!, (string)issued["Token"]!), new AmazonS3Config
        {
            ServiceURL = environment["AWS_ENDPOINT_URL_S3"],
            AuthenticationRegion = environment["AWS_REGION"],
            ForcePathStyle = true,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 4,
        });
    }
}
