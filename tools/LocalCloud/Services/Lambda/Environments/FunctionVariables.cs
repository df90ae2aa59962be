using System.Globalization;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.Lambda.Deployed;

namespace CloudStacks.LocalCloud.Services.Lambda.Environments;

/// <summary>The environment of a function's process (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime).</summary>
internal sealed class FunctionVariables(AwsCloud aws)
{
    public Dictionary<string, string> For(DeployedFunction function, string logStream, string code, string runtimeApi)
    {
        var role = aws.Vault.Issue(new Principal(PrincipalKind.Role, function.Role));
        var endpoints = aws.Endpoints.ToDictionary(endpoint => endpoint.Key, endpoint => endpoint.Value.AbsoluteUri.TrimEnd('/'));
        return new Dictionary<string, string>(function.Variables.Concat(endpoints), StringComparer.Ordinal)
        {
            ["_HANDLER"] = function.Handler,
            ["AWS_ACCESS_KEY_ID"] = role.AccessKeyId,
            ["AWS_DEFAULT_REGION"] = aws.Region,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_ENDPOINT_URL_S3"] = aws.Storage.Url.AbsoluteUri.TrimEnd('/'),
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = function.LogGroup,
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream,
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["AWS_REGION"] = aws.Region,
            ["AWS_SECRET_ACCESS_KEY"] = role.SecretAccessKey,
            ["AWS_SESSION_TOKEN"] = role.Token,
            ["LAMBDA_TASK_ROOT"] = code,
            ["TZ"] = ":UTC",
        };
    }
}
