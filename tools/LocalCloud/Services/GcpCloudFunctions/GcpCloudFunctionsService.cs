using System.Globalization;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Commands;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Instances;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions;

/// <summary>Cloud Functions behind object events: new objects in Cloud Storage, Eventarc's triggers, requests to a function's instances.</summary>
public sealed class GcpCloudFunctionsService : ILocalService
{
    // How often a function may refuse an event before a person is told, who could help; by then it may still come to itself.
    private const int Patience = 3;

    private readonly Stack<IAsyncDisposable> _open = new();
    private readonly EventQueue _queue;
    private readonly ObjectEvents _events;
    private readonly IReadOnlyList<Deliverer> _deliverers;
    private readonly GcloudCommandSet _commands;

    private GcpCloudFunctionsService(ServiceContext context, GoogleCloud google, IReadOnlyList<DeployedFunction> functions, ITaskLauncher launcher)
    {
        var logs = new LogStore(context.DataRoot);
        var folders = TaskFolders.Open(Path.Combine(context.DataRoot, "functions", "instances"));
        var host = new InstanceHost(launcher, context.Source?.Command ?? [], google, logs, folders, context.Clock);
        var faults = new FaultMoments(context.Faults);
        _queue = new(context.DataRoot, context.Clock);
        _events = ObjectEvents.Open(context, google, functions, _queue);
        _deliverers = [.. functions.Select(function => Deliver(function, new(function, host, faults, SourceProblem(context, function)), google, context.Clock))];
        _commands = new(google.Project.Id,
        [
            new DescribeFunction(functions), new ListFunctions(functions), new DescribeTrigger(functions), new SeekSubscription(functions, _queue, context.Clock),
            new ReadLogs(functions, logs), .. StackListings.All(context.State),
        ]);
    }

    /// <inheritdoc/>
    public string Service => "gcp-cloud-functions";

    /// <summary>Opens the service on what is deployed and takes up what an earlier session left. Throws <see cref="FormatException"/> naming what is not modelled.</summary>
    public static GcpCloudFunctionsService Open(ServiceContext context, GoogleCloud google, ITaskLauncher? launcher = null) =>
        new(context, google, DeployedFunction.Read(context.State), launcher ?? new ProcessLauncher());

    /// <inheritdoc/>
    public IReadOnlyList<ICommandHandler> Commands => [_commands];

    /// <inheritdoc/>
    public string? WhyWaiting()
    {
        var current = TicketEventsOf.Current(_queue.All);
        var waiting = current.Where(one => one is { Record.State: EventState.Waiting, Running: false }).Select(one => one.Record).ToList();
        return _events.WhyUntold()
            ?? _deliverers.FirstOrDefault(deliverer => waiting.Any(record => record.Function == deliverer.Function.Name) && deliverer.Problem is not null)?.Problem
            ?? Dropped(current.Select(one => one.Record).Where(record => record.State == EventState.Dropped).ToList())
            ?? Refused(waiting.Where(record => record.Refusals >= Patience).ToList());
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskAttempts> Attempts() => TicketEventsOf.Attempts(_queue.All);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_open.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
        _queue.Dispose();
    }

    private Deliverer Deliver(DeployedFunction function, InstancePool pool, GoogleCloud google, TimeProvider clock)
    {
        _open.Push(pool);
        var deliverer = new Deliverer(function, _queue, pool, google, clock);
        _open.Push(deliverer);
        return deliverer;
    }

    // There is no build service here: what runs is the packaged worker's source, which was built on this machine, and the deployed object must be it.
    private static string? SourceProblem(ServiceContext context, DeployedFunction function)
    {
        var (bucket, name) = function.Settings.Source;
        var source = context.State.OfType(GcpNames.BucketObject).FirstOrDefault(other => other.Text("bucket") == bucket && other.Text("name") == name);
        return source is null ? $"the source gs://{bucket}/{name} of the function {function.Name} is not deployed"
            : context.Source is null || Redaction.ContentHash(source.Inputs["source"]) != context.Source.Sha256
            ? $"the source gs://{bucket}/{name} of the function {function.Name} is not the packaged worker of this moment, the only source that the local cloud builds; run up again, without the setting cloudstacks:artifact"
            : null;
    }

    private static string? Dropped(List<EventRecord> dropped) => dropped.Count == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"{dropped.Count} events were dropped, the last one after {dropped[^1].Deliveries} deliveries: {dropped[^1].Error}");

    private static string? Refused(List<EventRecord> refused) => refused.Count == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"{refused.Count} events come back again and again, for 24 hours; the last answer was {refused[^1].Error}");
}
