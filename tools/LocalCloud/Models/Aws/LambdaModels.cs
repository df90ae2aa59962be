using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>AWS Lambda (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/lambda).</summary>
internal static class LambdaModels
{
    public const string Permission = "aws:lambda/permission:Permission";

    /// <summary>An input that names a deployed function, by name or ARN.</summary>
    public static Reference OfFunction(string input) => new(input, FunctionModel.Token, "ResourceNotFoundException");

    public static IEnumerable<IResourceModel> All =>
    [
        new FunctionModel(),
        new EventSourceMappingModel(),
        // AddPermission has no counterpart that changes one: every input replaces.
        new AwsModel(Permission)
        {
            NameInput = "statementId",
            Id = "{statementId}",
            Fixed = ["action", "function", "principal", "sourceAccount", "sourceArn"],
            References = [OfFunction("function")],
        },
    ];
}
