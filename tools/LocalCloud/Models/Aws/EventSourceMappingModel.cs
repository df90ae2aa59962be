using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.AwsLambda.Mappings;
using CloudStacks.LocalCloud.Services.Sqs;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>What hands a queue's messages to a function (CreateEventSourceMapping, https://github.com/boto/botocore/tree/1.43.11/botocore/data/lambda).</summary>
internal sealed class EventSourceMappingModel : AwsModel
{
    public EventSourceMappingModel() : base(EventSourceMapping.Token)
    {
        Id = "{uuid}";
        Fixed = ["eventSourceArn"];
        Mutable = ["batchSize", "enabled", "functionName", "functionResponseTypes", "maximumBatchingWindowInSeconds", "scalingConfig", "tags"];
        References = [LambdaModels.OfFunction("functionName")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if ((string?)inputs["eventSourceArn"] is not { } source || !source.StartsWith($"arn:{AwsTemplate.Partition}:sqs:", StringComparison.Ordinal))
            yield return $"input 'eventSourceArn' is '{inputs["eventSourceArn"]}'; the local cloud models queues of SQS";
        var (batch, window) = ((int?)inputs["batchSize"] ?? EventSourceMapping.DefaultBatchSize, (int?)inputs["maximumBatchingWindowInSeconds"] ?? 0);
        if (batch is < 1 or > 10_000)
            yield return string.Create(CultureInfo.InvariantCulture, $"input 'batchSize' is {batch}; expected 1 to 10000");
        if (window is < 0 or > 300)
            yield return string.Create(CultureInfo.InvariantCulture, $"input 'maximumBatchingWindowInSeconds' is {window}; expected 0 to 300");
        if (batch > 10 && window < 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"input 'batchSize' is {batch}; above 10 'maximumBatchingWindowInSeconds' must be at least 1");
        if ((inputs["functionResponseTypes"] as JsonArray ?? []).FirstOrDefault(type => (string?)type != EventSourceMapping.ItemFailures) is { } other)
            yield return $"input 'functionResponseTypes' has '{other}'; expected {EventSourceMapping.ItemFailures}";
        if ((int?)inputs["scalingConfig"]?["maximumConcurrency"] is < 2 or > 1000)
            yield return $"input 'scalingConfig.maximumConcurrency' is {inputs["scalingConfig"]!["maximumConcurrency"]}; expected 2 to 1000";
    }

    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var uuid = PhysicalName.Uuid(identity);
        var (_, outputs) = base.Describe(identity, inputs);
        var region = AwsTemplate.Region(identity, inputs);
        var function = (string?)inputs["functionName"] ?? "";
        outputs["uuid"] = uuid;
        outputs["arn"] = $"arn:{AwsTemplate.Partition}:lambda:{region}:{AwsTemplate.Account}:event-source-mapping:{uuid}";
        outputs["functionArn"] = function.StartsWith("arn:", StringComparison.Ordinal) ? function : $"arn:{AwsTemplate.Partition}:lambda:{region}:{AwsTemplate.Account}:function:{function}";
        outputs["batchSize"] = inputs["batchSize"]?.DeepClone() ?? EventSourceMapping.DefaultBatchSize;
        outputs["state"] = (bool?)inputs["enabled"] == false ? "Disabled" : "Enabled";
        return (uuid, outputs);
    }

    public override async Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.UpdateAsync(change, cancellationToken);
        MappingSwitch.Reset(change.DataRoot, change.Resource.Id);
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        MappingSwitch.Reset(change.DataRoot, change.Resource.Id);
    }

    // https://github.com/hashicorp/terraform-provider-aws/issues/18099 (visibility), https://github.com/aws/aws-cdk/issues/6770 (role)
    protected override void Require(ResourceChange change)
    {
        const string Invalid = "InvalidParameterValueException:";
        var mapping = EventSourceMapping.Read(change.Resource);
        if (change.Deployed.FirstOrDefault(other => other.Type == Queue.Token && other.Text("arn") == mapping.QueueArn) is not { } found)
            throw new ProviderException($"{Invalid} the queue '{mapping.QueueArn}' does not exist; expected one that this stack declares.");
        var function = change.Deployed.First(other => other.Type == FunctionModel.Token && (other.Text("arn") == mapping.Function || other.Text("name") == mapping.Function));
        var (visibility, timeout) = (Queue.Read(found).Visibility.TotalSeconds, (int?)function.Outputs["timeout"] ?? 3);
        if (visibility < timeout)
            throw new ProviderException(string.Create(CultureInfo.InvariantCulture, $"{Invalid} Queue visibility timeout: {visibility} seconds is less than Function timeout: {timeout} seconds. Six times the function's timeout is advised."));
        var authorizer = new IamAuthorizer(new StackState("", "", [.. change.Deployed], []));
        if (mapping.RoleProblem(authorizer, function.Text("role")!) is { } refused)
            throw new ProviderException($"{Invalid} The function execution role does not have permissions to call {refused.Action.Split(':')[1]} on SQS: {refused.Message}");
    }
}
