namespace CloudStacks.Cli.Checks;

/// <summary>Whether something that a service needs is there.</summary>
/// <param name="Name">The thing, such as <c>pulumi</c>.</param>
/// <param name="Found">What was found: a version, an account; null where it is missing.</param>
/// <param name="Needed">Whether the asked place cannot do without it.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Mend">The command or page that mends it.</param>
public sealed record Check(string Name, string? Found, bool Needed, string Purpose, string Mend)
{
    public bool IsMissing => Found is null && Needed;
}
