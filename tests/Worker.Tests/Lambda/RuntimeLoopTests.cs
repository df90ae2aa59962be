using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.Worker.Commands;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Tasks;
using CloudStacks.Worker.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.Worker.Tests.Lambda;

/// <summary>The loop of a custom runtime, against a Runtime API of our own (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).</summary>
public sealed class RuntimeLoopTests
{
    [Fact]
    public async Task EveryEventIsAnsweredUnderItsId()
    {
        await using var api = await RuntimeApi.StartAsync("""{"job":"J","reduce":true}""", """{"Records":[{"eventSource":"aws:sqs","messageId":"m","body":"{}"}]}""");
        await api.RunAsync(ScreeningJob.Work(new MemoryStore()));
        Assert.Equal(["POST invocation/r0/error Function.Usage", "POST invocation/r1/response "], api.Seen);
        Assert.Equal("Usage", (string?)JsonNode.Parse(api.Bodies[0])!["errorType"]);
        Assert.StartsWith("job id 'J'", (string?)JsonNode.Parse(api.Bodies[0])!["errorMessage"], StringComparison.Ordinal);
        Assert.Equal("""{"batchItemFailures":[]}""", api.Bodies[1]);
    }

    [Fact]
    public async Task AFunctionThatCannotBeginSaysSoAndEnds()
    {
        await using var api = await RuntimeApi.StartAsync("{}");
        var variables = new Dictionary<string, string> { ["AWS_LAMBDA_RUNTIME_API"] = api.Address, [Variables.Reduce] = "last" };
        var failure = await Assert.ThrowsAsync<UsageException>(() => RunHere.RunAsync(new WorkerEnvironment(variables.GetValueOrDefault), TextWriter.Null, TestContext.Current.CancellationToken));
        Assert.Contains(Variables.Store, failure.Message, StringComparison.Ordinal);
        Assert.Equal(["POST init/error Function.Usage"], api.Seen);
    }

    /// <summary>A killed function says nothing; one that stops itself says that a retry helps.</summary>
    [Fact]
    public async Task ItStopsBeforeTheDeadline()
    {
        await using var api = await RuntimeApi.StartAsync(TimeSpan.FromMilliseconds(200), """{"job":"j","reduce":true}""");
        await api.RunAsync(ScreeningJob.Work(new SlowStore()));
        Assert.Equal(["POST invocation/r0/error Function.Transient"], api.Seen);
    }

    [Fact]
    public async Task SigtermEndsTheLoopWhileItWaits()
    {
        using var stop = new CancellationTokenSource();
        await using var api = await RuntimeApi.StartAsync();
        var running = api.RunAsync(ScreeningJob.Work(new MemoryStore()), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    sealed class SlowStore : CloudStacks.Worker.Storage.IObjectStore
    {
        public string Address => "slow";

        public async Task<CloudStacks.Worker.Storage.StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        }

        public Task<CloudStacks.Worker.Storage.PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<CloudStacks.Worker.Storage.ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) => throw new NotSupportedException();

        public IAsyncEnumerable<CloudStacks.Worker.Storage.ObjectInfo> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellation = default) => throw new NotSupportedException();
    }

    /// <summary>Hands out its events one by one, then refuses.</summary>
    sealed class RuntimeApi : IAsyncDisposable
    {
        readonly WebApplication _app;
        readonly TimeSpan _time;
        readonly Queue<string> _events;
        readonly TaskCompletionSource _closed = new();
        readonly bool _endless;
        int _next;

        RuntimeApi(WebApplication app, TimeSpan time, string[] events) => (_app, _time, _events, _endless) = (app, time, new(events), events.Length == 0);

        public string Address => new Uri(_app.Urls.Single()).Authority;

        public List<string> Seen { get; } = [];

        public List<string> Bodies { get; } = [];

        public static Task<RuntimeApi> StartAsync(params string[] events) => StartAsync(TimeSpan.FromMinutes(1), events);

        public static async Task<RuntimeApi> StartAsync(TimeSpan time, params string[] events)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var api = new RuntimeApi(app, time, events);
            app.Run(api.AnswerAsync);
            await app.StartAsync();
            return api;
        }

        /// <summary>Runs the loop until there are no more events.</summary>
        public async Task RunAsync(Work work, CancellationToken cancellation = default)
        {
            var environment = new WorkerEnvironment(name => name == "AWS_LAMBDA_RUNTIME_API" ? Address : null);
            var platform = PlatformList.Detect(environment);
            Assert.Equal("aws-lambda", platform.Name);
            if (_endless)
                await platform.RunAsync(environment, () => work, cancellation);
            else
                Assert.Contains("410", (await Assert.ThrowsAsync<TransientException>(() => platform.RunAsync(environment, () => work, cancellation))).Message, StringComparison.Ordinal);
        }

        public ValueTask DisposeAsync()
        {
            _closed.TrySetResult();
            return _app.DisposeAsync();
        }

        async Task AnswerAsync(HttpContext http)
        {
            var path = http.Request.Path.Value!["/2018-06-01/runtime/".Length..];
            if (path == "invocation/next")
            {
                await NextAsync(http);
                return;
            }
            Seen.Add($"{http.Request.Method} {path} {http.Request.Headers["Lambda-Runtime-Function-Error-Type"]}");
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            Bodies.Add(await reader.ReadToEndAsync());
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        async Task NextAsync(HttpContext http)
        {
            if (_endless)
                await _closed.Task.WaitAsync(http.RequestAborted);
            if (!_events.TryDequeue(out var next))
            {
                http.Response.StatusCode = StatusCodes.Status410Gone;
                return;
            }
            http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = $"r{_next++}";
            http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = (TimeProvider.System.GetUtcNow() + _time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            await http.Response.WriteAsync(next);
        }
    }
}
