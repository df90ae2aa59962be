using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.Repository.Tests.Support;

/// <summary>One statement of an IAM policy document in a program, or on Google Cloud one grant of a role, which stands in place of the actions.</summary>
internal sealed record PolicyStatement(string Owner, bool Allows, string[] Actions, string[] Resources)
{
    /// <summary>Whether it grants a role.</summary>
    public bool IsRole => Actions is [var action] && action.StartsWith("roles/", StringComparison.Ordinal);

    /// <summary>Every statement of every policy that the resources carry, and every grant of a role.</summary>
    public static IEnumerable<PolicyStatement> In(Evaluation evaluation) => Statements(evaluation).Concat(Grants(evaluation));

    private static IEnumerable<PolicyStatement> Grants(Evaluation evaluation) =>
        from resource in evaluation.Custom()
        where resource.Inputs["role"] is not null && resource.Inputs["member"] is not null
        select new PolicyStatement(resource.Name, true, [(string)resource.Inputs["role"]!], [(string?)resource.Inputs["bucket"] ?? (string?)resource.Inputs["project"] ?? resource.Name]);

    private static IEnumerable<PolicyStatement> Statements(Evaluation evaluation) =>
        from resource in evaluation.Custom()
        from input in resource.Inputs
        where input.Key is "policy" or "assumeRolePolicy" && input.Value is JsonValue
        let document = JsonNode.Parse((string)input.Value!)!
        where document["Statement"] is not null
        from statement in Many(document["Statement"])
        select new PolicyStatement(resource.Name, (string?)statement["Effect"] == "Allow", Texts(statement["Action"]), Texts(statement["Resource"]));

    private static IEnumerable<JsonNode> Many(JsonNode? node) => node switch
    {
        null => [],
        JsonArray items => items.Select(item => item!),
        _ => [node],
    };

    private static string[] Texts(JsonNode? node) => [.. Many(node).Select(item => (string)item!)];
}
