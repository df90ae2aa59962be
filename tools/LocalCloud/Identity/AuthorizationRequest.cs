using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>One request to be decided.</summary>
/// <param name="Principal">Who asks.</param>
/// <param name="Action">Such as <c>s3:PutObject</c>.</param>
/// <param name="Resource">The ARN it is about; <c>*</c> for actions without one.</param>
/// <param name="Context">Condition keys and their values; keys compare without case.</param>
public sealed record AuthorizationRequest(Principal Principal, string Action, string Resource, ImmutableDictionary<string, string> Context)
{
    /// <summary>A context without keys of the request's own.</summary>
    public static ImmutableDictionary<string, string> NoContext { get; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The decision, and for a refusal the sentence that names identity, action, resource and reason.</summary>
public sealed record Decision(bool Allowed, string Message)
{
    public static Decision Allow { get; } = new(true, "");

    public static Decision Deny(AuthorizationRequest request, string reason) =>
        new(false, $"AccessDenied: {request.Principal.Id} may not {request.Action} on {request.Resource}: {reason}");
}
