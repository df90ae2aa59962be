using System.Collections.Concurrent;
using System.Globalization;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Storage;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.LocalCloud.Storage.Gcs;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;

/// <summary>
/// Tells functions of new objects, as their triggers say: at least once, also where the process dies between the object and the event. What the
/// storage agent may not publish stays untold.
/// </summary>
internal sealed class ObjectEvents
{
    private readonly ServiceContext _context;
    private readonly GoogleCloud _google;
    private readonly IReadOnlyList<DeployedFunction> _functions;
    private readonly EventQueue _queue;
    private readonly ConcurrentDictionary<string, int> _untold = new(StringComparer.Ordinal);
    private volatile string? _refused;

    private ObjectEvents(ServiceContext context, GoogleCloud google, IReadOnlyList<DeployedFunction> functions, EventQueue queue) =>
        (_context, _google, _functions, _queue) = (context, google, functions, queue);

    /// <summary>Starts to listen, and tells what an earlier session stored and did not come to tell.</summary>
    public static ObjectEvents Open(ServiceContext context, GoogleCloud google, IReadOnlyList<DeployedFunction> functions, EventQueue queue)
    {
        var events = new ObjectEvents(context, google, functions, queue);
        google.Storage.ObjectCreated = events.OnCreated;
        events.CatchUp();
        return events;
    }

    /// <summary>Why objects stay untold, naming the missing link; null where none does.</summary>
    public string? WhyUntold() => _refused
        ?? (_untold.FirstOrDefault() is { Key: { } bucket, Value: var count }
            ? string.Create(CultureInfo.InvariantCulture, $"{count} tickets were stored in the bucket {bucket} and nobody is told: no function has a trigger for it{Triggers()}")
            : null);

    private string Triggers() => _functions.Select(function => function.Settings.Trigger is { } trigger ? $"{function.Name} has one for {trigger.Bucket}" : $"{function.Name} has none").ToList() is { Count: > 0 } known
        ? $" ({string.Join("; ", known)})"
        : "";

    private void OnCreated(ObjectCreated created)
    {
        var told = Triggered(created.Bucket).ToList();
        if (told.Count == 0 && Ticket.Find(created.Described.Key) is not null)
        {
            _untold.AddOrUpdate(created.Bucket, 1, (_, count) => count + 1);
        }
        told.ForEach(function => Publish(function, created.Bucket, created.Described));
    }

    private IEnumerable<DeployedFunction> Triggered(string bucket) => _functions.Where(function => function.Settings.Trigger?.Bucket == bucket);

    private void Publish(DeployedFunction function, string bucket, StoredObject described)
    {
        // https://cloud.google.com/eventarc/docs/roles-permissions
        if (_google.Iam.Check(new(PrincipalKind.ServiceAccount, GcpNames.StorageAgent), "pubsub.topics.publish", $"projects/{function.Project}") is { Allowed: false } refused)
        {
            _refused = $"Cloud Storage cannot publish what happens in the bucket {bucket}: {refused.Message}";
            return;
        }
        var data = GcsResource.Of(bucket, described).ToJsonString();
        var copies = _context.Faults.Strikes(FaultKind.Duplicate, TicketSubject.Of(described.Key), 1) ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            _queue.Publish(new(EventQueue.IdOf(function.Name, bucket, described.Key, described.ETag, copy), described.ETag, function.Name, bucket, described.Key, data, _context.Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    // A trigger tells of nothing that was there before it. Objects come while a session is open only, so that its first session marks the beginning.
    private void CatchUp()
    {
        var (journal, known) = RecordJournal<TriggerRecord>.Open(Path.Combine(_context.DataRoot, "functions", "triggers.jsonl"), EventJson.Default.TriggerRecord, record => record.Id);
        using (journal)
        {
            var files = new ObjectFiles(_context.DataRoot, GcpNames.StorageFolder);
            foreach (var function in _functions.Where(function => function.Settings.Trigger is not null))
            {
                var trigger = new TriggerRecord(function.Name, function.Settings.Trigger!.Bucket, _context.Clock.GetUtcNow().ToUnixTimeMilliseconds());
                if (known.FirstOrDefault(record => record.Id == trigger.Id) is { } since)
                {
                    CatchUp(function, files.Bucket(trigger.Bucket), since);
                }
                else
                {
                    journal.Write(trigger);
                }
            }
        }
    }

    private void CatchUp(DeployedFunction function, BucketFiles bucket, TriggerRecord trigger)
    {
        for (var after = ListPosition.Start; after is not null;)
        {
            var page = bucket.List(new("", "", after, 1000));
            foreach (var found in page.Objects.Where(found => found.LastModified.ToUnixTimeMilliseconds() >= trigger.Since))
            {
                Publish(function, trigger.Bucket, found);
            }
            after = page.Next;
        }
    }
}
