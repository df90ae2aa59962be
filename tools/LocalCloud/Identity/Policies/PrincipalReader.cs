using System.Collections.Immutable;
using System.Text.Json;

namespace CloudStacks.LocalCloud.Identity.Policies;

/// <summary>Reads a Principal element: <c>"*"</c>, or accounts, role ARNs and services.</summary>
internal sealed class PrincipalReader(Func<string, IdentityException> refuse)
{
    private bool _anyone;
    private readonly HashSet<string> _arns = [];
    private readonly HashSet<string> _accounts = [];
    private readonly HashSet<string> _services = [];

    public PolicyPrincipals Read(JsonElement principal)
    {
        if (principal.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in principal.EnumerateObject())
            {
                AddAll(property.Name, property.Value);
            }
        }
        else
        {
            _anyone = principal.ValueKind == JsonValueKind.String && principal.ValueEquals("*")
                ? true
                : throw refuse($"has the Principal {principal.GetRawText()}; expected \"*\" or an object");
        }
        return new(_anyone, [.. _arns], [.. _accounts], [.. _services]);
    }

    private void AddAll(string type, JsonElement values)
    {
        foreach (var value in values.ValueKind == JsonValueKind.Array ? values.EnumerateArray().ToImmutableArray() : [values])
        {
            Add(type, value.ValueKind == JsonValueKind.String ? value.GetString()! : throw refuse($"has {value.GetRawText()} as Principal"));
        }
    }

    private void Add(string type, string value)
    {
        switch (type)
        {
            case "AWS" when value == "*":
                _anyone = true;
                break;
            // IAM itself takes no partial wildcard here.
            case "AWS" or "Service" when value.AsSpan().ContainsAny("*?$"):
                throw refuse($"has the Principal '{value}'; a wildcard stands alone, for everybody");
            case "AWS" when value.Length == 12 && value.All(char.IsAsciiDigit):
                _accounts.Add(value);
                break;
            case "AWS" when value.Split(':') is ["arn", _, "iam", "", { Length: 12 } account, "root"]:
                _accounts.Add(account);
                break;
            case "AWS" when value.Split(':') is ["arn", _, "iam", "", { Length: 12 }, _]:
                _arns.Add(value);
                break;
            case "Service":
                _services.Add(value);
                break;
            default:
                throw refuse($"has the Principal {type} '{value}'; expected AWS with an account or an IAM ARN, or Service");
        }
    }
}
