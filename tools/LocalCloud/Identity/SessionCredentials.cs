namespace CloudStacks.LocalCloud.Identity;

/// <summary>Temporary credentials of one principal, as STS issues them; they live as long as the local cloud's session.</summary>
public sealed record SessionCredentials(Principal Principal, string AccessKeyId, string SecretAccessKey, string Token)
{
    /// <summary>Keeps the secrets out of whatever prints the record.</summary>
    public override string ToString() => $"{AccessKeyId} of {Principal.Id}";
}
