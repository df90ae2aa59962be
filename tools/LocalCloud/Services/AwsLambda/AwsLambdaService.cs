using System.Globalization;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsLambda.Commands;
using CloudStacks.LocalCloud.Services.AwsLambda.Mappings;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Services.S3Events;
using CloudStacks.LocalCloud.Services.Sqs;
using CloudStacks.LocalCloud.Services.Sqs.Commands;
using CloudStacks.LocalCloud.Storage;
using CloudStacks.LocalCloud.Tasks;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.LocalCloud.Services.AwsLambda;

/// <summary>AWS Lambda behind object events: new objects in S3, a queue in SQS, an event source mapping, a function.</summary>
public sealed class AwsLambdaService : ILocalService
{
    private readonly Stack<IAsyncDisposable> _open = new();
    private readonly TicketBoard _board = new();
    private readonly ServiceContext _context;
    private readonly MessageQueues _queues;
    private EventPublisher _events = null!;
    private AwsCommandSet _commands = null!;
    private IReadOnlyList<MappingPoller> _mappings = [];
    private int _untold;

    private AwsLambdaService(ServiceContext context, MessageQueues queues) => (_context, _queues) = (context, queues);

    /// <inheritdoc/>
    public string Service => "aws-lambda";

    /// <summary>Opens the service on what is deployed and takes up what an earlier session left. Throws <see cref="FormatException"/> naming what is not modelled.</summary>
    public static async Task<AwsLambdaService> OpenAsync(ServiceContext context, AwsCloud aws, CancellationToken cancellationToken = default)
    {
        var service = new AwsLambdaService(context, MessageQueues.Open(context.State, context.DataRoot, context.Clock));
        try
        {
            await service.StartAsync(aws, cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICommandHandler> Commands => [_commands];

    /// <inheritdoc/>
    public string? WhyWaiting() => Untold() ?? _events.WhyWaiting() ?? Undelivered() ?? _board.WhyLost() ?? DeadLetters();

    /// <inheritdoc/>
    public IReadOnlyList<TaskAttempts> Attempts() => _board.Attempts();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_open.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
        _events?.Dispose();
        _queues.Dispose();
    }

    private async Task StartAsync(AwsCloud aws, CancellationToken cancellationToken)
    {
        var endpoint = await SqsEndpoint.StartAsync(_queues, aws, _context.Clock, cancellationToken);
        _open.Push(endpoint);
        aws.Endpoints["AWS_ENDPOINT_URL_SQS"] = endpoint.Url;
        _events = EventPublisher.Open(_context, aws, _queues);
        aws.Storage.ObjectCreated = OnCreated;
        Restore();

        var logs = new LogStore(_context.DataRoot);
        var functions = LambdaFunctions.Open(_context, aws, logs);
        _open.Push(functions);
        var host = new MappingHost(_queues, functions, aws.Authorizer, _board, aws.Region, _context.DataRoot, _context.Clock);
        _mappings = [.. _context.State.OfType(EventSourceMapping.Token).Select(mapping => new MappingPoller(EventSourceMapping.Read(mapping), host))];
        foreach (var mapping in _mappings)
        {
            _open.Push(mapping);
        }
        _commands = new AwsCommandSet(
        [
            new GetQueueAttributes(_queues), new UpdateEventSourceMapping(_context.DataRoot, _mappings), new GetEventSourceMapping(_mappings),
            new FilterLogEvents(_context.State, logs), new GetLogEvents(_context.State, logs), new DescribeLogGroups(_context.State), new GetTaggedResources(_context.State),
        ]);
    }

    private void Restore()
    {
        var dead = _queues.All.Select(queue => queue.Redrive?.Target).OfType<string>().ToHashSet();
        foreach (var queue in _queues.All)
        {
            foreach (var message in _queues.Peek(queue.Arn))
            {
                _board.Restore(message, dead.Contains(queue.Arn));
            }
        }
        _queues.Changed += (_, letter) =>
        {
            if (letter is not null)
            {
                _board.Died(letter);
            }
        };
    }

    private void OnCreated(ObjectCreated created)
    {
        if (Ticket.Find(created.Described.Key) is { } ticket)
        {
            _board.Add(ticket);
            if (!_events.Publish(created))
            {
                Interlocked.Increment(ref _untold);
            }
        }
        else
        {
            _events.Publish(created);
        }
    }

    private string? Untold() => Volatile.Read(ref _untold) is > 0 and var count
        ? string.Create(CultureInfo.InvariantCulture, $"{count} tickets were stored and nobody is told: {(_events.Rules.Count == 0 ? "the bucket has no notification for a queue" : $"no notification is about them ({string.Join("; ", _events.Rules.Select(Describe))})")}")
        : null;

    private static string Describe(QueueNotification rule) =>
        $"'{rule.Id}' is about {string.Join(", ", rule.Events)} with the prefix '{rule.Prefix}' and the suffix '{rule.Suffix}'";

    private string? Undelivered()
    {
        foreach (var queue in _events.Rules.Select(rule => rule.QueueArn).Distinct().Select(_queues.Find).OfType<Queue>().Where(queue => _queues.Count(queue.Arn).Visible > 0))
        {
            var mapping = _mappings.FirstOrDefault(mapping => mapping.Mapping.QueueArn == queue.Arn);
            if (mapping is null || mapping.Problem is not null)
            {
                return mapping?.Problem ?? $"messages wait in the queue {queue.Name}, and no event source mapping hands them to a function";
            }
        }
        return null;
    }

    private string? DeadLetters() => _board.Dead() is var (count, attempts, error)
        ? string.Create(CultureInfo.InvariantCulture, $"{count} messages are in the dead-letter queue after {attempts} receives{(error is null ? "" : $"; the last error was {error}")}")
        : null;
}
