using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>Starts up to ten tasks of one kind. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html</summary>
internal sealed class RunTask(EcsDeployment deployment, FargateScheduler scheduler, FaultPlan faults, TimeProvider clock) : EcsCommand("run-task",
    new("--task-definition", Required: true), new("--cluster"), new("--count"), new("--launch-type"), new("--capacity-provider-strategy", AwsValue.Structures),
    new("--network-configuration", AwsValue.Structure), new("--overrides", AwsValue.Structure), new("--started-by"), new("--client-token"), new("--group"),
    new("--platform-version"), new("--propagate-tags"), new("--tags", AwsValue.Structures))
{
    private const int MostTasks = 10;

    // https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity
    private const string NoCapacity = "Capacity is unavailable at this time. Please try again later or in a different availability zone";

    // How often a subject was asked for; refused starts count too.
    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);

    public override JsonNode Execute(AwsArguments arguments)
    {
        var template = Template(arguments);
        var count = (int)Math.Clamp(arguments.Number("--count") ?? 1, int.MinValue, int.MaxValue) is >= 1 and <= MostTasks and var wanted
            ? wanted
            : throw Request.Refuse($"count is {arguments.Text("--count")}; expected 1 to {MostTasks.ToString(CultureInfo.InvariantCulture)}");
        return scheduler.Locked(tasks =>
        {
            if (template.ClientToken is { } token && tasks.All.Where(task => task.ClientToken == token).ToList() is [var first, ..] same)
            {
                return first.Request == template.Request
                    ? Answer(same, [])
                    : throw new AwsServiceException("ConflictException", $"clientToken {token} was used with another request");
            }
            var (started, refused) = Start(template, count, tasks);
            tasks.Put(started);
            return Answer(started, refused);
        });
    }

    private (List<TaskRecord> Started, int Refused) Start(TaskRecord template, int count, TaskTable tasks)
    {
        var before = tasks.All.Count(task => task.StartedBy == template.StartedBy);
        var started = new List<TaskRecord>();
        for (var place = 0; place < count; place++)
        {
            // Without a slice of its own a task is known by its place among those of the same starter.
            var subject = template.Slice is { } slice ? $"slice {Text(slice)}" : $"task {Text(before + place)}";
            var attempt = TryOf(template.StartedBy, subject, tasks);
            if (!faults.Strikes(FaultKind.Partial, subject, attempt))
            {
                started.Add(template with { Id = Guid.NewGuid().ToString("N"), Subject = subject, Try = attempt });
            }
        }
        return (started, count - started.Count);
    }

    // The journal knows those that were started, this session also those that were refused.
    private int TryOf(string? startedBy, string subject, TaskTable tasks)
    {
        var known = tasks.All.LastOrDefault(task => task.StartedBy == startedBy && task.Subject == subject)?.Try ?? 0;
        return _tries[$"{startedBy} {subject}"] = Math.Max(known, _tries.GetValueOrDefault($"{startedBy} {subject}")) + 1;
    }

    private TaskRecord Template(AwsArguments arguments)
    {
        var cluster = deployment.FindCluster(arguments.Text("--cluster"));
        var definition = deployment.FindDefinition(arguments.Required("--task-definition"));
        Request.Read("platformVersion", () => Expect(arguments.Text("--platform-version"), "LATEST", "1.4.0"));
        var propagated = Request.Read("propagateTags", () => Expect(arguments.Text("--propagate-tags"), "TASK_DEFINITION", "NONE"));
        var overridden = Overrides.Apply(definition, arguments.Structure("--overrides"));
        return new()
        {
            Id = "",
            Subject = "",
            Try = 0,
            Cluster = cluster.Arn,
            Definition = definition.Arn,
            Container = overridden.Container,
            Cpu = overridden.Cpu,
            Memory = overridden.Memory,
            ExecutionRoleArn = definition.ExecutionRoleArn,
            TaskRoleArn = definition.TaskRoleArn,
            CpuArchitecture = definition.CpuArchitecture,
            Network = Networks.Read(arguments.Structure("--network-configuration"), deployment),
            CapacityProvider = Capacity.Choose(cluster, arguments.Text("--launch-type"), arguments.Structures("--capacity-provider-strategy")),
            StartedBy = StartedBy(arguments.Text("--started-by")),
            Group = arguments.Text("--group") ?? $"family:{definition.Family}",
            Tags = (propagated == "TASK_DEFINITION" ? definition.Tags : definition.Tags.Clear()).SetItems(arguments.Structures("--tags").Select(Tag)),
            ClientToken = Token(arguments.Text("--client-token")),
            Request = arguments.Fingerprint(),
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
    }

    private static string? Expect(string? value, params string[] expected)
    {
        Fargate.ContainerMember.Expect(value, "it", expected);
        return value;
    }

    // Up to 128 letters, numbers, hyphens, slashes and underscores (API_RunTask).
    private static string? StartedBy(string? text) =>
        text is null || (text.Length <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '_'))
            ? text
            : throw Request.Refuse($"startedBy is '{text}'; expected at most 128 letters, numbers, hyphens, slashes and underscores");

    private static string? Token(string? text) =>
        text is null or { Length: <= 64 } ? text : throw Request.Refuse($"clientToken has {Text(text.Length)} characters; expected at most 64");

    private static KeyValuePair<string, string> Tag(JsonObject tag)
    {
        Request.Members(tag, "tags", "key", "value");
        return new((string?)tag["key"] ?? throw Request.Refuse("tags: key is missing"), (string?)tag["value"] ?? "");
    }

    private static JsonObject Answer(IReadOnlyCollection<TaskRecord> started, int refused) => Answer(started, Enumerable.Repeat(NoCapacity, refused));

    private static JsonObject Answer(IEnumerable<TaskRecord> started, IEnumerable<string> reasons) => new()
    {
        ["tasks"] = new JsonArray([.. started.Select(TaskAnswer.Of)]),
        ["failures"] = new JsonArray([.. reasons.Select(reason => new JsonObject { ["reason"] = reason })]),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
