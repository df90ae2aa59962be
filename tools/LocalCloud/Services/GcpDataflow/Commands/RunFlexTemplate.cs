using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Services.GcpDataflow.Deployed;
using CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Commands;

/// <summary>Launches a job from a template. https://cloud.google.com/sdk/gcloud/reference/dataflow/flex-template/run</summary>
internal sealed partial class RunFlexTemplate(StackState state, GoogleCloud google, JobScheduler scheduler, Func<bool> direct, TimeProvider clock) : GcloudCommand("dataflow flex-template run",
    new("job", Required: true), new("--template-file-gcs-location", Required: true), new("--region", Required: true), new("--parameters"), new("--staging-location"), new("--temp-location"),
    new("--service-account-email"), new("--subnetwork"), new("--disable-public-ips", Switch: true), new("--max-workers"), new("--worker-machine-type"), new("--additional-user-labels"), new("--flexrs-goal"))
{
    // https://docs.cloud.google.com/dataflow/quotas
    private const int MostJobs = 25;
    private const int MostWorkers = 2000;

    // What Dataflow takes where nothing is said has no fixed number; this is small enough to be seen.
    private const int DefaultWorkers = 10;

    public override async Task<string> ExecuteAsync(GcloudArguments arguments, CancellationToken cancellationToken)
    {
        GcloudJson.Check(arguments);
        if (state.OfType(GcpNames.Service).All(api => api.Text("service") != "dataflow.googleapis.com"))
        {
            throw new GcloudServiceException($"PERMISSION_DENIED: Dataflow API has not been used in project {google.Project.Id} before or it is disabled. Declare a Projects.Service for dataflow.googleapis.com");
        }
        var file = await ReadAsync(arguments.Required("--template-file-gcs-location"), cancellationToken);
        var launch = Refusing(() => Launch(Template.Read(file), arguments));
        var created = clock.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"{created:yyyy-MM-dd_HH_mm_ss}-{RandomNumberGenerator.GetString("0123456789", 19)}");
        var job = new JobRecord(id, launch, direct(), created.ToUnixTimeMilliseconds());
        scheduler.Locked(Admit(launch));
        return GcloudJson.Print(arguments, () => new JsonObject { ["job"] = JobAnswer.Full(scheduler.Launch(job, new LaunchCheck(state, google).Problem(launch)), google.Project.Id) });
    }

    private static Func<JobTable, bool> Admit(JobLaunch launch) => table =>
    {
        var active = table.Jobs.Where(job => !job.Ended).ToList();
        if (active.Any(job => job.Launch.Name == launch.Name && job.Launch.Region == launch.Region))
        {
            throw new GcloudServiceException($"ALREADY_EXISTS: There is already an active job named {launch.Name}. If you want to submit a second job, try again by setting a different name");
        }
        return active.Count < MostJobs ? true : throw new GcloudServiceException(FormattableString.Invariant($"RESOURCE_EXHAUSTED: {MostJobs} jobs run in this project; wait for one to end"));
    };

    private static JobLaunch Launch(Template template, GcloudArguments arguments)
    {
        var parameters = arguments.Map("--parameters");
        template.Check(parameters);
        var name = arguments.Required("job");
        return new()
        {
            Name = JobName().IsMatch(name) ? name : throw new FormatException($"the job's name is '{name}'; expected lower-case letters, digits and hyphens, with a letter first and no hyphen last"),
            Region = arguments.Required("--region"),
            Image = template.Image,
            WorkerImage = template.WorkerImage,
            Account = arguments.Text("--service-account-email"),
            Locations = Locations(arguments),
            Subnetwork = arguments.Text("--subnetwork"),
            PublicAddresses = !arguments.Has("--disable-public-ips"),
            MaxWorkers = Workers(arguments.Number("--max-workers") ?? DefaultWorkers),
            Preemptible = Preemptible(arguments.Text("--flexrs-goal")),
            Labels = arguments.Map("--additional-user-labels").ToImmutableSortedDictionary(StringComparer.Ordinal),
            Pipeline = PipelineSettings.Read(parameters),
        };
    }

    // Without them the service makes a bucket of its own, which stays: https://github.com/GoogleCloudPlatform/python-docs-samples/issues/4894.
    private static ImmutableArray<string> Locations(GcloudArguments arguments) => [.. new[] { "--staging-location", "--temp-location" }.Select(flag =>
        arguments.Text(flag) ?? throw new FormatException($"{flag} is missing: the service would use a bucket dataflow-staging-REGION-NUMBER that it makes itself and that nobody removes"))];

    private static int Workers(int number) => number is >= 1 and <= MostWorkers ? number : throw new FormatException(FormattableString.Invariant($"--max-workers is {number}; expected 1 to {MostWorkers}"));

    private static bool Preemptible(string? goal) => goal switch
    {
        null or "SPEED_OPTIMIZED" => false,
        "COST_OPTIMIZED" => true,
        _ => throw new GcloudUsageException($"argument --flexrs-goal: Invalid choice: '{goal}'"),
    };

    private async Task<string> ReadAsync(string location, CancellationToken cancellationToken)
    {
        if (location.Split('/', 4) is not ["gs:", "", { Length: > 0 } bucket, { Length: > 0 } name])
        {
            throw new GcloudUsageException($"argument --template-file-gcs-location: Bad value [{location}]: Must begin with 'gs://'");
        }
        try
        {
            using var read = await google.OpenStore($"gs://{bucket}").GetAsync(name, cancellation: cancellationToken)
                ?? throw GcloudServiceException.NotFound($"The template file {location}");
            using var text = new StreamReader(read.Content);
            return await text.ReadToEndAsync(cancellationToken);
        }
        catch (StoreException refusal)
        {
            throw GcloudServiceException.NotFound($"The template file {location}: {refusal.Message}; it");
        }
    }

    private static T Refusing<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException refusal)
        {
            throw GcloudServiceException.Invalid(refusal.Message);
        }
    }

    // https://cloud.google.com/python/docs/reference/dataflow/latest/google.cloud.dataflow_v1beta3.types.Job
    [GeneratedRegex(@"\A[a-z]([-a-z0-9]{0,1022}[a-z0-9])?\z")]
    private static partial Regex JobName();
}
