using System.Globalization;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Instances;

/// <summary>How a delivery ended.</summary>
/// <param name="Error">Why it failed; null where it was acknowledged.</param>
/// <param name="Refused">Whether the function itself said so, and not a fault.</param>
internal sealed record DeliveryAnswer(string? Error, bool Refused = false);

/// <summary>Runs one request to its end: the answer, the timeout, a kill.</summary>
internal sealed class RequestRunner(TimeSpan limit, FaultMoments faults, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<DeliveryAnswer> SendAsync(FunctionInstance instance, EventRecord record, CancellationToken closing)
    {
        var killAt = faults.Moment(FaultKind.Kill, TicketSubject.Of(record.Name), record.Deliveries);
        var started = clock.GetTimestamp();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(closing);
        var reply = AskAsync(instance, record, over.Token);
        var timeout = Task.Delay(limit, clock, over.Token);
        var kill = Task.Delay(killAt ?? Timeout.InfiniteTimeSpan, clock, over.Token);
        var first = await Task.WhenAny(reply, instance.Exit, timeout, kill);
        // Cuts the connection of a request that is not answered; the instance goes on, as in Cloud Run.
        await over.CancelAsync();
        closing.ThrowIfCancellationRequested();
        // One that was faster than its kill is killed at its very end: its work is done and nobody hears of it. So a seed strikes the same
        // requests on a fast and on a slow machine.
        if (killAt is not null && first != timeout)
        {
            instance.Kill();
            await instance.Exit;
            return new("the instance was killed");
        }
        if (first == timeout)
        {
            return new(string.Create(CultureInfo.InvariantCulture, $"HTTP 504: the request was not answered within {limit.TotalSeconds} s"), Refused: true);
        }
        var answer = reply.IsCompletedSuccessfully ? await reply : Ended(await instance.Exit);
        if (answer.Error is null)
        {
            faults.Learn(clock.GetElapsedTime(started));
        }
        return answer;
    }

    public void Dispose() => _client.Dispose();

    private static DeliveryAnswer Ended(int exitCode) => new(string.Create(CultureInfo.InvariantCulture, $"HTTP 503: the instance ended with exit code {exitCode}"), Refused: true);

    private async Task<DeliveryAnswer> AskAsync(FunctionInstance instance, EventRecord record, CancellationToken cancellationToken)
    {
        try
        {
            using var request = CloudEvent.Of(record, instance.Url);
            using var response = await _client.SendAsync(request, cancellationToken);
            var words = await response.Content.ReadAsStringAsync(cancellationToken);
            return CloudEvent.Acknowledges((int)response.StatusCode) ? new((string?)null)
                : new(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}{(words.Length > 0 ? $": {words}" : "")}"), Refused: true);
        }
        catch (HttpRequestException lost)
        {
            return new($"HTTP 503: the instance did not answer: {lost.Message}", Refused: true);
        }
    }
}
