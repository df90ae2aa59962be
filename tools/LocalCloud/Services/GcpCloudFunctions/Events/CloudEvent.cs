using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CloudStacks.Worker.CloudEvents;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;

/// <summary>Events as requests, in the binary mode of CloudEvents: https://docs.cloud.google.com/eventarc/docs/cloudevents.</summary>
internal static class CloudEvent
{
    /// <summary>The request that hands an event over.</summary>
    public static HttpRequestMessage Of(EventRecord record, Uri instance)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, instance)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(record.Data)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        var headers = request.Headers;
        headers.Add("ce-specversion", "1.0");
        headers.Add("ce-id", record.EventId);
        headers.Add("ce-source", $"//storage.googleapis.com/projects/_/buckets/{record.Bucket}");
        headers.Add("ce-type", TicketEvents.Finalized);
        headers.Add("ce-time", DateTimeOffset.FromUnixTimeMilliseconds(record.PublishedAt).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        // Whether the service escapes the name was not read; a header cannot hold every character, and the data has the name as it is.
        headers.Add("ce-subject", $"objects/{string.Join('/', record.Name.Split('/').Select(Uri.EscapeDataString))}");
        return request;
    }

    /// <summary>Whether a status acknowledges an event: https://cloud.google.com/pubsub/docs/push.</summary>
    public static bool Acknowledges(int status) => status is 102 or 200 or 201 or 202 or 204;
}
