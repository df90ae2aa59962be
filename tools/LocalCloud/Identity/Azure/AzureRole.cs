using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Identity.Azure;

/// <summary>
/// A built-in role that programs grant, with those of its data actions that something here asks for
/// (https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage). Any other role is refused by name.
/// </summary>
/// <param name="Id">The GUID of its definition, the same in every tenant.</param>
/// <param name="Name">Its name.</param>
/// <param name="DataActions">What it allows.</param>
internal sealed record AzureRole(string Id, string Name, ImmutableArray<string> DataActions)
{
    private const string Blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

    /// <summary>Reads and lists blobs.</summary>
    public const string ReadBlob = $"{Blobs}/read";

    /// <summary>Creates blobs and replaces them.</summary>
    public const string WriteBlob = $"{Blobs}/write";

    /// <summary>Creates blobs.</summary>
    public const string AddBlob = $"{Blobs}/add/action";

    /// <summary>Every role that is modelled, the narrow ones first.</summary>
    public static ImmutableArray<AzureRole> All { get; } =
    [
        new("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader", [ReadBlob]),
        new("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor", [ReadBlob, WriteBlob, AddBlob]),
    ];

    /// <summary>A role, or null where it is not modelled.</summary>
    public static AzureRole? Find(string id) => All.FirstOrDefault(role => role.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
