namespace CloudStacks.LocalCloud.Services.Sqs;

/// <summary>The messages of one queue in memory, oldest first. Not safe for several threads.</summary>
internal sealed class HeldMessages(Queue queue)
{
    private readonly LinkedList<HeldMessage> _messages = new();
    private readonly Dictionary<string, HeldMessage> _byReceipt = new(StringComparer.Ordinal);

    public Queue Queue => queue;

    public IReadOnlyList<MessageRecord> Records => [.. _messages.Select(message => message.Record)];

    public void Add(MessageRecord record)
    {
        var message = new HeldMessage(record);
        message.Place = _messages.AddLast(message);
    }

    public HeldMessage? Find(string receipt) => _byReceipt.GetValueOrDefault(receipt);

    public IReadOnlyList<HeldMessage> VisibleAt(DateTimeOffset now) => [.. _messages.Where(message => message.VisibleFrom <= now)];

    public MessageCounts Count(DateTimeOffset now)
    {
        var visible = _messages.Count(message => message.VisibleFrom <= now);
        return new(visible, _messages.Count - visible);
    }

    /// <summary>Hides a message until a moment; gives its new receipt, which makes the one before worthless.</summary>
    public string Hide(HeldMessage message, DateTimeOffset until)
    {
        Forget(message);
        message.Receipt = Guid.NewGuid().ToString("N");
        message.VisibleFrom = until;
        _byReceipt[message.Receipt] = message;
        return message.Receipt;
    }

    public HeldMessage? NextHidden(DateTimeOffset now) => _messages.Where(message => message.VisibleFrom > now).MinBy(message => message.VisibleFrom);

    public bool ShowNext(DateTimeOffset now)
    {
        if (NextHidden(now) is not { } next)
        {
            return false;
        }
        next.VisibleFrom = now;
        return true;
    }

    public void Remove(HeldMessage message)
    {
        Forget(message);
        _messages.Remove(message.Place!);
    }

    private void Forget(HeldMessage message)
    {
        if (message.Receipt is { } receipt)
        {
            _byReceipt.Remove(receipt);
        }
    }
}

/// <summary>A message in memory.</summary>
internal sealed class HeldMessage(MessageRecord record)
{
    public MessageRecord Record { get; set; } = record;

    public DateTimeOffset VisibleFrom { get; set; }

    public string? Receipt { get; set; }

    public LinkedListNode<HeldMessage>? Place { get; set; }
}
