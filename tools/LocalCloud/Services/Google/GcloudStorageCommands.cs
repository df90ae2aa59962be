using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Storage.Commands;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>The commands of <c>gcloud storage</c>, as the person at the keyboard.</summary>
internal static class GcloudStorageCommands
{
    /// <param name="state">What is deployed.</param>
    /// <param name="open">Opens a bucket.</param>
    public static IReadOnlyList<GcloudCommand> All(StackState state, Func<string, IObjectStore> open) =>
        [new CopyCommand(open), new CatCommand(open), new ListCommand(open), new ListBuckets(state)];

    /// <summary>An argument <c>gs://bucket/name</c>.</summary>
    private static (string Bucket, string Name) Parse(string url) =>
        url.StartsWith("gs://", StringComparison.Ordinal) && url["gs://".Length..].Split('/', 2) is [{ Length: > 0 } bucket, .. var rest]
            ? (bucket, rest is [var name] ? name : "")
            : throw new GcloudUsageException($"'{url}' is not gs://bucket/name");

    private static async Task<StoredObject> OpenAsync(Func<string, IObjectStore> open, string url, CancellationToken cancellationToken)
    {
        var (bucket, name) = Parse(url);
        if (name.Length == 0)
        {
            throw new GcloudUsageException($"'{url}' names no object; the local cloud copies one object at a time");
        }
        return await AskAsync(() => open(bucket).GetAsync(name, cancellation: cancellationToken)) ?? throw new GcloudServiceException($"The following URLs matched no objects or files:\n{url}");
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StoreException refusal)
        {
            throw new GcloudServiceException(refusal.Message);
        }
    }

    private sealed class CopyCommand(Func<string, IObjectStore> open) : GcloudCommand("storage cp", new("source", Required: true), new("destination", Required: true))
    {
        public override async Task<string> ExecuteAsync(GcloudArguments arguments, CancellationToken cancellationToken)
        {
            var (source, destination) = (arguments.Required("source"), arguments.Required("destination"));
            if (destination.StartsWith("gs://", StringComparison.Ordinal))
            {
                throw new GcloudUsageException($"'{destination}': the local cloud copies from a bucket to a file");
            }
            using var read = await OpenAsync(open, source, cancellationToken);
            var path = Directory.Exists(destination) || destination.EndsWith('/') ? Path.Combine(destination, LastSegment(read.Info.Key)) : destination;
            await Downloads.SaveAsync(read.Content, path, cancellationToken);
            return "";
        }

        // A name may end in a segment that is no file name, such as "..": that must not name a place outside the folder.
        private static string LastSegment(string name) => name[(name.LastIndexOf('/') + 1)..] is { Length: > 0 } last and not ("." or "..")
            ? last
            : throw new GcloudUsageException($"the name '{name}' ends in no file name; name the file to write");
    }

    private sealed class CatCommand(Func<string, IObjectStore> open) : GcloudCommand("storage cat", new GcloudOption("url", Required: true))
    {
        public override async Task<string> ExecuteAsync(GcloudArguments arguments, CancellationToken cancellationToken)
        {
            using var read = await OpenAsync(open, arguments.Required("url"), cancellationToken);
            using var text = new StreamReader(read.Content);
            return await text.ReadToEndAsync(cancellationToken);
        }
    }

    private sealed class ListCommand(Func<string, IObjectStore> open) : GcloudCommand("storage ls", new("url", Required: true), new("--recursive", Switch: true), new("--long", Switch: true))
    {
        public override async Task<string> ExecuteAsync(GcloudArguments arguments, CancellationToken cancellationToken)
        {
            var (bucket, prefix) = Parse(arguments.Required("url"));
            var lines = new List<string>();
            await AskAsync(async () =>
            {
                await foreach (var found in open(bucket).ListAsync(prefix, cancellation: cancellationToken))
                {
                    lines.Add(Line(bucket, found, prefix, arguments));
                }
                return lines;
            });
            return lines.Count == 0 && prefix.Length > 0
                ? throw new GcloudServiceException("One or more URLs matched no objects.")
                : string.Concat(lines.Distinct().Select(line => line + "\n"));
        }

        // What lies deeper shows as the folder that it is in, unless everything is asked for.
        private static string Line(string bucket, ObjectInfo found, string prefix, GcloudArguments arguments)
        {
            var slash = arguments.Has("--recursive") ? -1 : found.Key.IndexOf('/', prefix.Length);
            var url = $"gs://{bucket}/{(slash < 0 ? found.Key : found.Key[..(slash + 1)])}";
            return arguments.Has("--long") && slash < 0 ? string.Create(CultureInfo.InvariantCulture, $"{found.Size,10}  {url}") : url;
        }
    }

    private sealed class ListBuckets(StackState state) : GcloudJsonCommand("storage buckets list", new GcloudOption("--filter"))
    {
        public override JsonNode Execute(GcloudArguments arguments) => GcloudFilter.Parse(arguments.Text("--filter")).Of(state.OfType(GcpNames.Bucket).Select(bucket => new JsonObject
        {
            ["name"] = bucket.Text("name"),
            ["location"] = bucket.Text("location"),
            ["storage_url"] = $"gs://{bucket.Text("name")}/",
            ["labels"] = bucket.Outputs["labels"]?.DeepClone(),
        }));
    }
}
