using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Commands;

/// <summary>https://cloud.google.com/sdk/gcloud/reference/eventarc/triggers/describe</summary>
internal sealed class DescribeTrigger(IReadOnlyList<DeployedFunction> functions) : GcloudJsonCommand("eventarc triggers describe", new("trigger", Required: true), new("--location", Required: true))
{
    public override JsonNode Execute(GcloudArguments arguments)
    {
        var function = functions.FirstOrDefault(function => function.TriggerName == arguments.Required("trigger") && (function.Settings.Trigger!.Region ?? function.Location) == arguments.Required("--location"))
            ?? throw GcloudServiceException.NotFound($"Trigger [{arguments.Required("trigger")}] in location [{arguments.Required("--location")}]");
        return new JsonObject
        {
            ["name"] = (string?)function.Outputs["eventTrigger"]!["trigger"],
            ["serviceAccount"] = function.Settings.Trigger!.Account,
            ["transport"] = new JsonObject
            {
                ["pubsub"] = new JsonObject
                {
                    ["topic"] = (string?)function.Outputs["eventTrigger"]!["pubsubTopic"],
                    ["subscription"] = $"projects/{function.Project}/subscriptions/{function.Subscription}",
                },
            },
        };
    }
}

/// <summary>Takes what was published before a moment for acknowledged. https://cloud.google.com/sdk/gcloud/reference/pubsub/subscriptions/seek</summary>
internal sealed class SeekSubscription(IReadOnlyList<DeployedFunction> functions, EventQueue queue, TimeProvider clock) : GcloudJsonCommand(
    "pubsub subscriptions seek", new("subscription", Required: true), new("--time", Required: true))
{
    public override JsonNode Execute(GcloudArguments arguments)
    {
        var function = functions.FirstOrDefault(function => function.Settings.Trigger is not null && function.Subscription == arguments.Required("subscription"))
            ?? throw GcloudServiceException.NotFound($"Subscription [{arguments.Required("subscription")}]");
        var time = Moment(arguments.Required("--time"));
        queue.Purge(function.Name, time);
        return new JsonObject { ["subscriptionId"] = function.Subscription, ["time"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) };
    }

    // https://cloud.google.com/sdk/gcloud/reference/topic/datetimes: a duration counts from now, with a plus into the future.
    private DateTimeOffset Moment(string text)
    {
        try
        {
            return text.StartsWith("+P", StringComparison.Ordinal) ? clock.GetUtcNow() + XmlConvert.ToTimeSpan(text[1..])
                : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        }
        catch (FormatException)
        {
            throw new GcloudUsageException($"argument --time: '{text}': the local cloud models +PT1M and its like, and times such as 2026-01-31T12:00:00Z");
        }
    }
}
