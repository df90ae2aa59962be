using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Services.StatesLanguage;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>Invokes a Lambda function: its name or ARN, the payload, who asks and how.</summary>
internal delegate Task<LambdaAnswer> InvokeFunction(string function, string payload, Invocation options, CancellationToken cancellationToken);

/// <summary>What a machine does in other services, as its role.</summary>
internal sealed class RoleCalls(AwsCloud aws, InvokeFunction invoke)
{
    /// <summary>Throws the error where the role may not do something.</summary>
    public void Require(StateMachine machine, string action, string resource, string error)
    {
        if (aws.Authorizer.Check(machine.RoleArn, action, resource) is { Allowed: false } refused)
        {
            throw new StateError(error, refused.Message);
        }
    }

    /// <summary>Throws where the service may not take the role on.</summary>
    public void RequireTrust(StateMachine machine)
    {
        if (aws.Authorizer.CheckTrust(machine.RoleArn, StateMachine.Principal, machine.Arn) is { Allowed: false } refused)
        {
            throw new StateError(StateError.Permissions, $"the role {machine.RoleArn} cannot be assumed: {refused.Message}");
        }
    }

    /// <summary>The client that reads and writes the machine's objects.</summary>
    public Amazon.S3.AmazonS3Client OpenS3(StateMachine machine) => aws.OpenS3(Role(machine));

    /// <summary>
    /// Invokes a function and gives its answer in the wrapper of the integration. Throws <see cref="StateError"/> by the names of
    /// https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    /// </summary>
    public async Task<JsonNode?> InvokeAsync(StateMachine machine, JsonNode? parameters, string subject, int occurrence, CancellationToken cancellationToken)
    {
        var function = parameters?["FunctionName"]?.ToString() ?? throw new StateError(StateError.Runtime, "Parameters has no FunctionName");
        var answer = await invoke(function, Payload.Text(parameters["Payload"] ?? new JsonObject()), new(subject, occurrence) { Caller = Role(machine), SourceArn = machine.Arn }, cancellationToken);
        return answer switch
        {
            { Refusal: { } refusal } => throw new StateError($"Lambda.{Name(refusal)}", refusal.Message),
            { Error: { } error } => throw new StateError(error.Type, answer.Payload),
            _ => new JsonObject { ["ExecutedVersion"] = "$LATEST", ["Payload"] = Json(function, answer.Payload), ["StatusCode"] = 200 },
        };
    }

    private static JsonNode? Json(string function, string payload)
    {
        try
        {
            return JsonNode.Parse(payload);
        }
        catch (JsonException failure)
        {
            throw new StateError(StateError.Runtime, $"the answer of {function} is not JSON: {failure.Message}");
        }
    }

    private static Principal Role(StateMachine machine) => new(PrincipalKind.Role, machine.RoleArn);

    // A forbidden call shows under the client's general name: https://github.com/awslabs/aws-deployment-framework/issues/460
    private static string Name(InvokeRefusal refusal) => refusal.Code is InvokeRefusal.AccessDenied ? "AWSLambdaException" : refusal.Code;
}
