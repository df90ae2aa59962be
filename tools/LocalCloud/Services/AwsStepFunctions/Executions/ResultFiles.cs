using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3.Model;
using CloudStacks.LocalCloud.Services.StatesLanguage;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>
/// Exports the outcomes of a map's children: a manifest, the succeeded and the failed ones.
/// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
/// </summary>
internal static class ResultFiles
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
    private static readonly string[] Actions = ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"];

    /// <summary>Writes the files and gives what the map state results in. Throws States.ResultWriterFailed naming the place.</summary>
    public static async Task<JsonNode> WriteAsync(RoleCalls calls, StateMachine machine, JsonNode? parameters, string mapRun, IReadOnlyList<ExecutionRecord> children, CancellationToken cancellationToken)
    {
        var (bucket, prefix) = (parameters?["Bucket"]?.ToString() ?? "", parameters?["Prefix"]?.ToString() ?? "");
        var folder = $"{prefix}{(prefix.EndsWith('/') || prefix.Length == 0 ? "" : "/")}{StateMachineArn.IdOf(mapRun)}";
        foreach (var action in Actions)
        {
            calls.Require(machine, action, $"arn:aws:s3:::{bucket}/{folder}/manifest.json", StateError.ResultWriterFailed);
        }
        using var s3 = calls.OpenS3(machine);
        try
        {
            var files = new JsonObject();
            foreach (var (kind, outcomes) in new[] { ("FAILED", children.Where(child => child.Status != ExecutionStatus.SUCCEEDED)), ("PENDING", []), ("SUCCEEDED", children.Where(child => child.Status == ExecutionStatus.SUCCEEDED)) })
            {
                files[kind] = await WriteAsync($"{kind}_0.json", [.. outcomes]);
            }
            await PutAsync("manifest.json", new JsonObject { ["DestinationBucket"] = bucket, ["MapRunArn"] = mapRun, ["ResultFiles"] = files });
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            throw new StateError(StateError.ResultWriterFailed, $"s3://{bucket}/{folder} cannot be written: {failure.Message}");
        }
        return new JsonObject { ["MapRunArn"] = mapRun, ["ResultWriterDetails"] = new JsonObject { ["Bucket"] = bucket, ["Key"] = $"{folder}/manifest.json" } };

        async Task<JsonArray> WriteAsync(string file, IReadOnlyList<ExecutionRecord> outcomes) => outcomes.Count == 0
            ? []
            : [new JsonObject { ["Key"] = $"{folder}/{file}", ["Size"] = await PutAsync(file, new JsonArray([.. outcomes.Select(Entry)])) }];

        async Task<int> PutAsync(string file, JsonNode content)
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = $"{folder}/{file}", ContentBody = content.ToJsonString(), ContentType = "application/json" }, cancellationToken);
            return Payload.Size(content);
        }
    }

    // Input and output are JSON in a text, as the service writes them without a WriterConfig.
    private static JsonObject Entry(ExecutionRecord child)
    {
        var entry = ExecutionAnswer.Summary(child);
        entry["input"] = child.Input;
        entry["output"] = child.Output;
        entry["error"] = child.Error;
        entry["cause"] = child.Cause;
        return new(entry.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(char.ToUpperInvariant(member.Key[0]) + member.Key[1..], member.Value!.DeepClone()))!);
    }
}
