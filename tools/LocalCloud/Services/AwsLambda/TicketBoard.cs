using CloudStacks.LocalCloud.Services.S3Events;
using CloudStacks.LocalCloud.Services.Sqs;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.LocalCloud.Services.AwsLambda;

/// <summary>How often each ticket's shard was tried and where it stands, from the messages that carry tickets.</summary>
internal sealed class TicketBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Ticket, Progress> _tickets = [];
    private (JobId Job, int Round)? _current;

    /// <summary>Takes a ticket in, which makes its job (and round) the current one.</summary>
    public void Add(Ticket ticket)
    {
        lock (_gate)
        {
            _tickets.TryAdd(ticket, new());
            _current = (ticket.Job, ticket.Round);
        }
    }

    /// <summary>Takes in what an earlier session left in a queue.</summary>
    public void Restore(MessageRecord message, bool dead) => Each(message, progress =>
    {
        progress.Attempts = Math.Max(progress.Attempts, message.Receives);
        progress.Dead |= dead;
    }, add: true);

    public void Started(IEnumerable<ReceivedMessage> batch)
    {
        foreach (var message in batch)
        {
            Each(message.Record, progress =>
            {
                progress.Attempts++;
                progress.Running++;
            });
        }
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="message">The message that carried the ticket.</param>
    /// <param name="error">Why it failed; null where the message is done.</param>
    /// <param name="lost">Whether the message was deleted all the same.</param>
    public void Ended(ReceivedMessage message, string? error, bool lost = false) => Each(message.Record, progress =>
    {
        progress.Running--;
        progress.Error = error ?? progress.Error;
        progress.Done |= error is null;
        progress.Lost |= lost;
    });

    /// <summary>A message has become a dead letter.</summary>
    public void Died(MessageRecord message) => Each(message, progress => progress.Dead = true);

    /// <summary>The attempts of the current job's round; a slice is a shard's place among its tickets.</summary>
    public IReadOnlyList<TaskAttempts> Attempts()
    {
        lock (_gate)
        {
            return [.. Current().Select((ticket, place) => new TaskAttempts(place, ticket.Value.Attempts, ticket.Value.Status, ticket.Value.Done ? null : ticket.Value.Error))];
        }
    }

    /// <summary>The dead letters of the current job's round, with the last error that is known; null where there is none.</summary>
    public (int Count, int Attempts, string? Error)? Dead()
    {
        lock (_gate)
        {
            var dead = Current().Select(ticket => ticket.Value).Where(progress => progress is { Dead: true, Done: false }).ToList();
            return dead.Count == 0 ? null : (dead.Count, dead.Max(progress => progress.Attempts), dead.Select(progress => progress.Error).LastOrDefault(error => error is not null));
        }
    }

    /// <summary>Why tickets will never be tried again although nothing holds them; null where there is none.</summary>
    public string? WhyLost()
    {
        lock (_gate)
        {
            return Current().Select(ticket => ticket.Value).FirstOrDefault(progress => progress is { Lost: true, Done: false })?.Error;
        }
    }

    /// <summary>The subject of faults about a batch: the same in every run.</summary>
    public static string SubjectOf(IEnumerable<ReceivedMessage> batch) =>
        string.Join(", ", batch.SelectMany(message => EventMessages.KeysIn(message.Record.Body)).Select(EventMessages.SubjectOf).DefaultIfEmpty("other event"));

    private IEnumerable<KeyValuePair<Ticket, Progress>> Current() =>
        _tickets.Where(ticket => (ticket.Key.Job, ticket.Key.Round) == _current).OrderBy(ticket => ticket.Key.Shard);

    private void Each(MessageRecord message, Action<Progress> change, bool add = false)
    {
        lock (_gate)
        {
            foreach (var ticket in EventMessages.KeysIn(message.Body).Select(Ticket.Find).OfType<Ticket>())
            {
                if (add)
                {
                    Add(ticket);
                }
                if (_tickets.TryGetValue(ticket, out var progress))
                {
                    change(progress);
                }
            }
        }
    }

    private sealed class Progress
    {
        public int Attempts { get; set; }
        public int Running { get; set; }
        public bool Done { get; set; }
        public bool Dead { get; set; }
        public bool Lost { get; set; }
        public string? Error { get; set; }

        public string Status => Running > 0 ? "running" : Done ? "succeeded" : Dead || Lost ? "failed" : "waiting";
    }
}
