using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;

namespace CloudStacks.LocalCloud.Services.Lambda.Deployed;

/// <summary>
/// What a function needs before it runs: its role, its image, its log. Lambda would run a function that may not write its log and drop the
/// lines; here that is refused, because a trial without logs is a mistake.
/// </summary>
internal sealed class FunctionStart(StackState state, IamAuthorizer authorizer)
{
    /// <summary>The service that takes on the role.</summary>
    public const string Service = "lambda.amazonaws.com";

    /// <summary>Why the function cannot run, or null.</summary>
    public InvokeRefusal? Problem(DeployedFunction function) =>
        authorizer.CheckTrust(function.Role, Service, function.Arn) is { Allowed: false } trust
            ? new(InvokeRefusal.AccessDenied, $"The role defined for the function {function.Name} cannot be assumed by Lambda: {trust.Message}")
            : Image(function) ?? Log(function);

    private InvokeRefusal? Image(DeployedFunction function) =>
        function.ImageUri is { } uri && StackImages.Problem(state, uri, function.Platform, "architectures") is { } problem ? new(InvokeRefusal.InvalidImage, problem) : null;

    private InvokeRefusal? Log(DeployedFunction function)
    {
        if (state.OfType("aws:cloudwatch/logGroup:LogGroup").FirstOrDefault(candidate => candidate.Text("name") == function.LogGroup) is not { } group)
        {
            return new(InvokeRefusal.AccessDenied, $"the log group {function.LogGroup} of {function.Name} does not exist in this stack, so nothing that it writes could be read");
        }
        return new[] { "logs:CreateLogStream", "logs:PutLogEvents" }
            .Select(action => authorizer.Check(function.Role, action, $"{group.Text("arn")}:log-stream:any"))
            .FirstOrDefault(decision => !decision.Allowed) is { } refused ? new(InvokeRefusal.AccessDenied, refused.Message) : null;
    }
}
