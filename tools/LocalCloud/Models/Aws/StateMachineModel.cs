using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.AwsStepFunctions;
using CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>
/// A STANDARD state machine (https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sfn/state_machine.go). Definition
/// and role can be changed while executions run: those go on with what they began with, where the local cloud takes up the new one after a restart.
/// </summary>
internal sealed partial class StateMachineModel : AwsModel
{
    public StateMachineModel() : base(StateMachine.Type)
    {
        NameInput = "name";
        Fixed = ["type"];
        Mutable = ["definition", "roleArn", "tags"];
        Id = "arn:{partition}:states:{region}:{account}:stateMachine:{name}";
        Computed = [("arn", "{id}")];
        References = [new("roleArn", "aws:iam/role:Role", "InvalidArn")];
    }

    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (id, outputs) = base.Describe(identity, inputs);
        outputs["status"] = "ACTIVE";
        return (id, outputs);
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if ((string?)inputs["name"] is { } name && !NameForm().IsMatch(name))
            yield return $"input 'name' is '{name}'; expected 1 to 80 letters, digits, hyphens and underscores";
        // Only STANDARD machines may hold a distributed map: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
        if ((string?)inputs["type"] is { } type and not "STANDARD")
            yield return $"input 'type' is '{type}'; the local cloud models STANDARD, the only type that runs a distributed map";
        if ((string?)inputs["definition"] is { } definition && Refusal(definition) is { } refusal)
            yield return $"InvalidDefinition: Invalid State Machine Definition: {refusal}";
    }

    /// <summary>On AWS a machine stays in DELETING until its executions have ended, and its name is taken for as long; here that is refused.</summary>
    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        var running = ExecutionTable.Read(change.DataRoot).Where(execution => !execution.Ended && execution.Machine == change.Resource.Id).ToList();
        if (running.Count > 0)
            throw new ProviderException($"StateMachineDeleting: '{change.Resource.Id}' stays in DELETING while executions run: {string.Join(", ", running.Select(execution => execution.Name))}. Let them end or stop them first; cloudstacks down does so.");
    }

    protected override void Require(ResourceChange change)
    {
        try
        {
            var roles = new IamAuthorizer(new("", "", [.. change.Deployed], []));
            var role = change.Resource.Text("roleArn")!;
            if (roles.CheckTrust(role, StateMachine.Principal, change.Resource.Id) is { Allowed: false } refused)
                throw new ProviderException($"AccessDeniedException: the service principal {StateMachine.Principal} is not authorized to assume the role: {refused.Message}");
        }
        catch (IdentityException failure)
        {
            throw new ProviderException(failure.Message);
        }
    }

    private static string? Refusal(string definition)
    {
        try
        {
            DefinitionReader.Read(definition);
            return null;
        }
        catch (FormatException refusal)
        {
            return refusal.Message;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,80}\z")]
    private static partial Regex NameForm();
}
