using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services.Sqs;

/// <summary>
/// The queues of a stack and what they hold: at-least-once delivery, visibility timeouts, receive counts and dead letters. Each change is
/// on disk before anybody sees it. Order is that of sending, which standard queues do not promise; retention is not modelled.
/// </summary>
internal sealed class MessageQueues : IDisposable
{
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
    private const int LongestVisibilitySeconds = 12 * 3600;

    private readonly Lock _gate = new();
    private readonly RecordJournal<MessageRecord> _journal;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, HeldMessages> _byArn;

    private MessageQueues(RecordJournal<MessageRecord> journal, TimeProvider clock, IEnumerable<Queue> queues) =>
        (_journal, _clock, _byArn) = (journal, clock, queues.ToDictionary(queue => queue.Arn, queue => new HeldMessages(queue), StringComparer.Ordinal));

    /// <summary>Told the ARN of every queue in which something may have become visible or went away, and every message that became a dead letter.</summary>
    public event Action<string, MessageRecord?>? Changed;

    /// <summary>Opens the queues of a stack with what an earlier session left in them.</summary>
    public static MessageQueues Open(StackState state, string dataRoot, TimeProvider clock)
    {
        var (journal, records) = MessageRecord.Open(dataRoot);
        var queues = new MessageQueues(journal, clock, Queue.In(state));
        foreach (var record in records.Where(record => queues._byArn.ContainsKey(record.Queue)))
        {
            queues._byArn[record.Queue].Add(record);
        }
        return queues;
    }

    /// <summary>The queues.</summary>
    public IEnumerable<Queue> All => _byArn.Values.Select(held => held.Queue);

    public Queue? Find(string arn) => _byArn.GetValueOrDefault(arn)?.Queue;

    /// <summary>The queue of a URL. Throws <see cref="SqsException"/> where there is none.</summary>
    public Queue OfUrl(string url) => All.FirstOrDefault(queue => queue.Url == url) ?? throw SqsException.NoQueue(url);

    /// <summary>Puts a message into a queue. Throws <see cref="SqsException"/> where it is too large.</summary>
    public void Send(string arn, string body)
    {
        var held = Held(arn);
        var size = System.Text.Encoding.UTF8.GetByteCount(body);
        if (size > held.Queue.MaxMessageBytes)
        {
            throw new SqsException("InvalidParameterValue", $"One or more parameters are invalid. Reason: Message must be shorter than {held.Queue.MaxMessageBytes} bytes; it has {size}.");
        }
        lock (_gate)
        {
            var record = new MessageRecord(Guid.NewGuid().ToString(), arn, body, Now().ToUnixTimeMilliseconds());
            _journal.Write(record);
            held.Add(record);
        }
        Changed?.Invoke(arn, null);
    }

    /// <summary>Receives up to so many visible messages and hides them. What has been received too often becomes a dead letter instead.</summary>
    public IReadOnlyList<ReceivedMessage> Receive(string arn, int most)
    {
        var (received, dead) = (new List<ReceivedMessage>(), new List<MessageRecord>());
        lock (_gate)
        {
            var held = Held(arn);
            foreach (var message in held.VisibleAt(Now()))
            {
                if (held.Queue.Redrive is { } redrive && message.Record.Receives >= redrive.MaxReceives)
                {
                    dead.Add(Move(held, message, redrive.Target));
                }
                else if (received.Count < most)
                {
                    received.Add(Hide(held, message));
                }
                else
                {
                    break;
                }
            }
        }
        dead.ForEach(record => Changed?.Invoke(record.Queue, record));
        return received;
    }

    /// <summary>Deletes a message. A receipt that is not the latest one succeeds and deletes nothing, as in SQS.</summary>
    public void Delete(string arn, string receipt)
    {
        lock (_gate)
        {
            var held = Held(arn);
            if (held.Find(receipt) is { } message)
            {
                _journal.Write(message.Record with { Body = "", Deleted = true });
                held.Remove(message);
            }
        }
        Changed?.Invoke(arn, null);
    }

    /// <summary>Changes when a message that is in flight becomes visible again. Throws <see cref="SqsException"/>.</summary>
    public void ChangeVisibility(string arn, string receipt, int seconds)
    {
        if (seconds is < 0 or > LongestVisibilitySeconds)
        {
            throw new SqsException("InvalidParameterValue", $"Value {seconds} for parameter VisibilityTimeout is invalid. Reason: Must be from 0 to {LongestVisibilitySeconds}.");
        }
        lock (_gate)
        {
            var message = Held(arn).Find(receipt) ?? throw new SqsException("ReceiptHandleIsInvalid", "The input receipt handle is invalid or not the latest one of its message.");
            message.VisibleFrom = message.VisibleFrom > Now()
                ? Now().AddSeconds(seconds)
                : throw new SqsException("MessageNotInflight", "The message is visible already.");
        }
        Changed?.Invoke(arn, null);
    }

    public MessageCounts Count(string arn)
    {
        lock (_gate)
        {
            return Held(arn).Count(Now());
        }
    }

    /// <summary>All messages of a queue.</summary>
    public IReadOnlyList<MessageRecord> Peek(string arn)
    {
        lock (_gate)
        {
            return Held(arn).Records;
        }
    }

    /// <summary>How long until the next hidden message becomes visible; null where none is hidden.</summary>
    public TimeSpan? UntilNext(string arn)
    {
        lock (_gate)
        {
            return Held(arn).NextHidden(Now()) is { } next ? next.VisibleFrom - Now() : null;
        }
    }

    /// <summary>Makes the message visible whose visibility timeout ends next; whether there was one.</summary>
    public bool SkipToNext(string arn)
    {
        lock (_gate)
        {
            return Held(arn).ShowNext(Now());
        }
    }

    public void Dispose() => _journal.Dispose();

    private HeldMessages Held(string arn) => _byArn.GetValueOrDefault(arn) ?? throw SqsException.NoQueue(arn);

    private ReceivedMessage Hide(HeldMessages held, HeldMessage message)
    {
        message.Record = message.Record with { Receives = message.Record.Receives + 1, FirstReceivedAt = message.Record.FirstReceivedAt ?? Now().ToUnixTimeMilliseconds() };
        _journal.Write(message.Record);
        return new(message.Record, held.Hide(message, Now() + held.Queue.Visibility));
    }

    private MessageRecord Move(HeldMessages from, HeldMessage message, string target)
    {
        var record = message.Record with { Queue = target };
        _journal.Write(record);
        from.Remove(message);
        Held(target).Add(record);
        return record;
    }

    private DateTimeOffset Now() => _clock.GetUtcNow();
}
