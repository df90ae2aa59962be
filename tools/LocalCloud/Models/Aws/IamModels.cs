using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>Identity (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/iam).</summary>
internal static class IamModels
{
    public const string RolePolicyAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

    private const string Role = "aws:iam/role:Role";
    private const string Policy = "aws:iam/policy:Policy";
    private static readonly Reference OfRole = new("role", Role, "NoSuchEntity");

    public static IEnumerable<IResourceModel> All =>
    [
        new RoleModel(),
        new AwsModel("aws:iam/rolePolicy:RolePolicy")
        {
            Global = true, NameInput = "name", Id = "{role}:{name}", Fixed = ["role"], Mutable = ["policy"], Documents = ["policy"], References = [OfRole],
        },
        new AwsModel(RolePolicyAttachment)
        {
            Global = true, Id = "{role}/{policyArn}", Fixed = ["role", "policyArn"], References = [OfRole],
        },
        new AwsModel(Policy)
        {
            Global = true,
            NameInput = "name",
            Id = "arn:{partition}:iam::{account}:policy{path}{name}",
            Fixed = ["description", "path"],
            Mutable = ["policy", "tags"],
            Documents = ["policy"],
            Computed = [("path", "/"), ("arn", "{id}"), ("policyId", "ANPA{hex}")],
            HeldBy = [new(RolePolicyAttachment, "policyArn", "DeleteConflict: cannot delete a policy attached to entities.")],
        },
    ];

    private sealed class RoleModel : AwsModel
    {
        public RoleModel() : base(Role)
        {
            Global = true;
            NameInput = "name";
            Fixed = ["path"];
            Mutable = ["assumeRolePolicy", "description", "forceDetachPolicies", "maxSessionDuration", "tags"];
            Documents = ["assumeRolePolicy"];
            Computed = [("path", "/"), ("arn", "arn:{partition}:iam::{account}:role{path}{name}"), ("uniqueId", "AROA{hex}")];
            HeldBy =
            [
                new(RolePolicyAttachment, "role", "DeleteConflict: cannot delete entity, must detach all policies first."),
                new("aws:iam/rolePolicy:RolePolicy", "role", "DeleteConflict: cannot delete entity, must delete policies first."),
            ];
        }

        public override Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken) =>
            (bool?)change.Resource.Inputs["forceDetachPolicies"] == true ? Task.CompletedTask : base.DeleteAsync(change, cancellationToken);

        public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
        {
            var (id, outputs) = base.Describe(identity, inputs);
            outputs["maxSessionDuration"] = inputs["maxSessionDuration"]?.DeepClone() ?? 3600;
            return (id, outputs);
        }
    }
}
