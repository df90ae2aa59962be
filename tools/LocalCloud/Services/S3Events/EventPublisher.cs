using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.Sqs;
using CloudStacks.LocalCloud.Storage;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Services.S3Events;

/// <summary>
/// Tells queues of new objects, as the buckets' notifications say: at least once, also where the process dies between the object and the
/// message. What a queue's policy does not let S3 send stays untold.
/// </summary>
internal sealed class EventPublisher : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ServiceContext _context;
    private readonly AwsCloud _aws;
    private readonly MessageQueues _queues;
    private readonly RecordJournal<NotifiedObject> _log;
    private readonly List<QueueNotification> _rules;
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    private EventPublisher(ServiceContext context, AwsCloud aws, MessageQueues queues, RecordJournal<NotifiedObject> log) =>
        (_context, _aws, _queues, _log, _rules) = (context, aws, queues, log, [.. context.State.OfType(QueueNotification.Token).SelectMany(notification => QueueNotification.In(notification))]);

    /// <summary>The rules of all buckets.</summary>
    public IReadOnlyList<QueueNotification> Rules => _rules;

    /// <summary>Starts to listen, and tells what an earlier session stored and did not come to tell.</summary>
    public static EventPublisher Open(ServiceContext context, AwsCloud aws, MessageQueues queues)
    {
        var (log, notified) = NotifiedObject.Open(context.DataRoot);
        var publisher = new EventPublisher(context, aws, queues, log);
        publisher.CatchUp(new ObjectFiles(context.DataRoot), notified.ToDictionary(record => record.Id, record => record.At, StringComparer.Ordinal));
        return publisher;
    }

    /// <summary>Tells of a new object. Returns once the messages are in the queues.</summary>
    /// <returns>Whether a rule is about it.</returns>
    public bool Publish(ObjectCreated created)
    {
        var rules = _rules.Where(rule => rule.Bucket == created.Bucket && rule.Matches(created.Described.Key, created.Operation)).ToList();
        if (rules.Count > 0 && rules.All(rule => Send(rule, created)))
        {
            lock (_gate)
            {
                _log.Write(new NotifiedObject(created.Bucket, created.Described.Key, created.Described.LastModified.Ticks));
            }
        }
        return rules.Count > 0;
    }

    /// <summary>Why events stay untold, naming the policy; null where none does.</summary>
    public string? WhyWaiting()
    {
        lock (_gate)
        {
            return _refused.Values.FirstOrDefault();
        }
    }

    public void Dispose() => _log.Dispose();

    private bool Send(QueueNotification rule, ObjectCreated created)
    {
        if (Problem(rule) is { } problem)
        {
            lock (_gate)
            {
                _refused[rule.QueueArn] = problem;
            }
            return false;
        }
        var message = EventMessages.Created(rule, created, _aws.Region);
        for (var copies = _context.Faults.Strikes(FaultKind.Duplicate, EventMessages.SubjectOf(created.Described.Key), 1) ? 2 : 1; copies > 0; copies--)
        {
            _queues.Send(rule.QueueArn, message);
        }
        return true;
    }

    private string? Problem(QueueNotification rule) =>
        _queues.Find(rule.QueueArn) is null ? $"the notification of the bucket {rule.Bucket} names the queue {rule.QueueArn}, which is not deployed"
        : QueueAccess.Check(_aws.Authorizer, rule) is { Allowed: false } refused ? $"S3 cannot tell the queue of new objects: {refused.Message}: the policy of the queue {rule.QueueArn.Split(':')[^1]} must allow it"
        : null;

    private void CatchUp(ObjectFiles files, Dictionary<string, long> notified)
    {
        foreach (var bucket in _rules.Select(rule => rule.Bucket).Distinct())
        {
            var since = notified.GetValueOrDefault(bucket + "/", long.MaxValue);
            foreach (var prefix in _rules.Where(rule => rule.Bucket == bucket).Select(rule => rule.Prefix).Distinct())
            {
                foreach (var found in ObjectsUnder(files.Bucket(bucket), prefix).Where(found => found.LastModified.Ticks >= since && notified.GetValueOrDefault($"{bucket}/{found.Key}") != found.LastModified.Ticks))
                {
                    Publish(new(bucket, found, "PutObject"));
                }
            }
        }
    }

    private static IEnumerable<StoredObject> ObjectsUnder(BucketFiles bucket, string prefix)
    {
        for (var after = ListPosition.Start; after is not null;)
        {
            var page = bucket.List(new(prefix, "", after, 1000));
            foreach (var found in page.Objects)
            {
                yield return found;
            }
            after = page.Next;
        }
    }
}
