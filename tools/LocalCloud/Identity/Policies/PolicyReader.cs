using System.Collections.Immutable;
using System.Text.Json;

namespace CloudStacks.LocalCloud.Identity.Policies;

/// <summary>Reads one policy and refuses by name what it does not understand.</summary>
internal sealed class PolicyReader(string policy, PolicyKind kind)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private string _place = "";

    public PolicyDocument Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return new(policy, ReadDocument(document.RootElement));
        }
        catch (JsonException exception)
        {
            throw Refuse($"is not JSON: {exception.Message}");
        }
    }

    private ImmutableArray<PolicyStatement> ReadDocument(JsonElement root)
    {
        AllowOnly(root, "Version", "Id", "Statement");
        if (root.TryGetProperty("Version", out var version) && Text(version) is var text && text is not ("2012-10-17" or "2008-10-17"))
        {
            throw Refuse($"has the Version '{text}'; expected 2012-10-17");
        }
        var statements = root.TryGetProperty("Statement", out var element) ? element : throw Refuse("has no Statement");
        return statements.ValueKind == JsonValueKind.Array ? [.. statements.EnumerateArray().Select(ReadStatement)] : [ReadStatement(statements, 0)];
    }

    private PolicyStatement ReadStatement(JsonElement statement, int index)
    {
        var label = statement.ValueKind == JsonValueKind.Object && statement.TryGetProperty("Sid", out var sid) && Text(sid) is { Length: > 0 } text ? text : $"#{index + 1}";
        _place = $", statement '{label}',";
        AllowOnly(statement, "Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition");
        var allows = statement.TryGetProperty("Effect", out var effect) && Text(effect) is var word && word is "Allow" or "Deny"
            ? word == "Allow"
            : throw Refuse("needs the Effect Allow or Deny");
        var result = new PolicyStatement(
            label, allows, ReadPrincipals(statement), Patterns(statement, "Action", ignoreCase: true), ReadResources(statement), ReadConditions(statement));
        _place = "";
        return result;
    }

    private PolicyPrincipals? ReadPrincipals(JsonElement statement)
    {
        var present = statement.TryGetProperty("Principal", out var principal);
        return (kind, present) switch
        {
            (PolicyKind.Identity, true) => throw Refuse("has a Principal; a role's own policy has none"),
            (PolicyKind.Identity, false) => null,
            (_, false) => throw Refuse("needs a Principal"),
            _ => new PrincipalReader(Refuse).Read(principal),
        };
    }

    private PatternSet? ReadResources(JsonElement statement)
    {
        var present = statement.TryGetProperty("Resource", out _) || statement.TryGetProperty("NotResource", out _);
        return kind is PolicyKind.Identity or PolicyKind.Bucket or PolicyKind.Queue ? Patterns(statement, "Resource", ignoreCase: false)
            : present ? throw Refuse("has a Resource; this kind of policy has none")
            : null;
    }

    private PatternSet Patterns(JsonElement statement, string element, bool ignoreCase)
    {
        var plain = statement.TryGetProperty(element, out var values);
        var negated = statement.TryGetProperty("Not" + element, out var others);
        return plain == negated
            ? throw Refuse($"needs either {element} or Not{element}")
            : new([.. Texts(plain ? values : others)], negated, ignoreCase);
    }

    private ImmutableArray<PolicyCondition> ReadConditions(JsonElement statement) =>
        !statement.TryGetProperty("Condition", out var condition) ? []
        : condition.ValueKind != JsonValueKind.Object ? throw Refuse("has a Condition that is not an object")
        : [.. condition.EnumerateObject().SelectMany(ReadOperator)];

    private IEnumerable<PolicyCondition> ReadOperator(JsonProperty property)
    {
        var conditionOperator = ConditionOperator.Find(property.Name)
            ?? throw Refuse($"uses the condition operator '{property.Name}'; the local cloud models {ConditionOperator.Names}");
        if (property.Value.ValueKind != JsonValueKind.Object)
        {
            throw Refuse($"has a condition {property.Name} that is not an object of keys");
        }
        return property.Value.EnumerateObject().Select(entry => ConditionKeys.IsKnown(entry.Name)
            ? new PolicyCondition(conditionOperator, entry.Name, [.. Texts(entry.Value)])
            : throw Refuse($"uses the condition key '{entry.Name}'; the local cloud models {string.Join(", ", ConditionKeys.Known)}"));
    }

    private List<string> Texts(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(Text)] : [Text(element)];

    private string Text(JsonElement element)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw Refuse($"has {element.GetRawText()} where a string was expected"),
        };
        return text.Contains("${", StringComparison.Ordinal)
            ? throw Refuse($"uses the policy variable in '{text}'; the local cloud has no policy variables, write the value out")
            : text;
    }

    private void AllowOnly(JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Refuse($"has {element.GetRawText()} where an object was expected");
        }
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw Refuse($"uses the element '{property.Name}'; expected one of {string.Join(", ", names!)}");
            }
        }
    }

    private IdentityException Refuse(string what) => new($"{policy}{_place} {what}");
}
