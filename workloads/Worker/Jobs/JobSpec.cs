using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>All that decides a job's result: the content of <c>job.json</c>. Written once, by <see cref="Planner"/>.</summary>
public sealed record JobSpec
{
    /// <summary>Version of the JSON form.</summary>
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    /// <summary>The key prefix of the input, ending in a slash.</summary>
    public required string Input { get; init; }

    /// <summary>What is done with each shard.</summary>
    public required TaskSpec Task { get; init; }

    /// <summary>The shards in the order of their keys by UTF-8 bytes.</summary>
    public required ImmutableArray<ShardSpec> Shards { get; init; }

    /// <summary>The hash that ties a part to its job. It leaves out where the input lies and etags, so that parts are the same bytes in every store.</summary>
    public string ResultHash()
    {
        var placeless = this with { Input = "", Shards = [.. Shards.Select(s => s with { ETag = "" })] };
        return Convert.ToHexStringLower(SHA256.HashData(placeless.ToJson()));
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JobJson.Default.JobSpec);

    /// <exception cref="UsageException">There is no such job.</exception>
    /// <exception cref="InconsistentException">The spec is damaged or of another version.</exception>
    public static async Task<JobSpec> ReadAsync(IObjectStore store, JobLayout layout, CancellationToken cancellation = default)
    {
        var json = await store.ReadAsync(layout.Spec, cancellation)
            ?? throw new UsageException($"there is no job '{layout.Job}' in {store.Address}: `worker plan` makes it");
        var spec = JobJson.Read(layout.Spec, json, JobJson.Default.JobSpec);
        return spec.Schema == CurrentSchema
            ? spec
            : throw new InconsistentException($"{layout.Spec} has schema {spec.Schema}, this worker reads {CurrentSchema}: use the version that planned the job");
    }
}

/// <summary>One object of the input.</summary>
/// <param name="Name">The key without the input's prefix.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">The content that was planned; a shard that has changed since fails.</param>
public sealed record ShardSpec(string Name, long Size, string ETag);
