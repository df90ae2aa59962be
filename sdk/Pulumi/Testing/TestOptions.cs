namespace Pulumi.Testing;

/// <summary>How a program is evaluated.</summary>
public class TestOptions
{
    /// <summary>The name of the project; "project" if none is given.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The folder of the project.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>The name of the stack; "stack" if none is given.</summary>
    public string? StackName { get; set; }

    /// <summary>Whether outputs that the mocks leave out are unknown, as in a preview; true if not given.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>The name of the organization; "organization" if none is given.</summary>
    public string? OrganizationName { get; set; }
}
