using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using CloudStacks.LocalCloud.Services.StatesLanguage;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>Reads the items of a map from S3. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html</summary>
internal static class S3Items
{
    /// <summary>The list that the pointer names. Throws States.ItemReaderFailed naming the object and what is wrong.</summary>
    public static async Task<JsonArray> ReadAsync(Amazon.S3.AmazonS3Client s3, ItemReader reader, JsonNode? parameters, CancellationToken cancellationToken)
    {
        var (bucket, key) = (parameters?["Bucket"]?.ToString(), parameters?["Key"]?.ToString());
        try
        {
            using var answer = await s3.GetObjectAsync(bucket, key, cancellationToken);
            var document = await JsonNode.ParseAsync(answer.ResponseStream, cancellationToken: cancellationToken);
            return At(document, reader.Pointer) as JsonArray ?? throw Failed($"has no list at '{reader.Pointer}' (ReaderConfig.ItemsPointer)");
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or JsonException or HttpRequestException or IOException or ArgumentException)
        {
            throw Failed($"cannot be read: {failure.Message}");
        }

        StateError Failed(string what) => new(StateError.ItemReaderFailed, $"the object s3://{bucket}/{key} {what}");
    }

    // RFC 6901.
    private static JsonNode? At(JsonNode? document, string pointer) => pointer.Split('/')[1..].Aggregate(document, (node, token) => node switch
    {
        JsonObject members => members[token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)],
        JsonArray items when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < items.Count => items[at],
        _ => null,
    });
}
