using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.Lambda.Deployed;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>A Lambda function: code or an image, uploaded when it is deployed, so that what runs is what was declared then.</summary>
internal sealed class FunctionModel : AwsModel
{
    public const string Token = "aws:lambda/function:Function";

    public FunctionModel() : base(Token)
    {
        NameInput = "name";
        Fixed = ["packageType"];
        Mutable =
        [
            "architectures", "code", "description", "environment", "ephemeralStorage", "handler", "imageConfig", "imageUri", "loggingConfig",
            "memorySize", "reservedConcurrentExecutions", "role", "runtime", "tags", "timeout",
        ];
        Computed =
        [
            ("packageType", "Zip"),
            ("version", "$LATEST"),
            ("arn", "arn:{partition}:lambda:{region}:{account}:function:{name}"),
            ("qualifiedArn", "{arn}:$LATEST"),
            ("invokeArn", "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations"),
            ("qualifiedInvokeArn", "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}:$LATEST/invocations"),
        ];
        References = [new("role", "aws:iam/role:Role", "InvalidParameterValueException")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs) =>
        base.Check(identity, inputs).Concat(FunctionRules.Problems(inputs));

    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (id, outputs) = base.Describe(identity, inputs);
        foreach (var (name, value) in FunctionRules.Defaults(inputs))
        {
            outputs[name] = value;
        }
        if (Redaction.ContentHash(inputs["code"]) is { } hash)
        {
            var base64 = Convert.ToBase64String(Convert.FromHexString(hash));
            (outputs["codeSha256"], outputs["sourceCodeHash"]) = (base64, base64);
        }
        return (id, outputs);
    }

    public override async Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.CreateAsync(change, cancellationToken);
        await UploadAsync(change, cancellationToken);
    }

    public override async Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.UpdateAsync(change, cancellationToken);
        await UploadAsync(change, cancellationToken);
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        FunctionCode.Delete(change.DataRoot, change.Resource);
    }

    private static Task UploadAsync(ResourceChange change, CancellationToken cancellationToken) =>
        change.Resource.Inputs["code"] is null ? Task.CompletedTask : FunctionCode.UploadAsync(change.DataRoot, change.Resource, cancellationToken);
}
