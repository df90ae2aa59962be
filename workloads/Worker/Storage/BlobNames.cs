using System.Text.RegularExpressions;

namespace CloudStacks.Worker.Storage;

/// <summary>
/// Names in Azure Storage: https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata and
/// https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name.
/// </summary>
static partial class BlobNames
{
    const int LongestName = 1024;

    /// <summary>Whether an account and a container can have these names.</summary>
    public static bool AreStore(string account, string container) => AccountName().IsMatch(account) && ContainerName().IsMatch(container);

    /// <summary>Why no blob has this name; null where one can. A segment <c>..</c> would lead out of the container, because addresses are shortened before they are sent.</summary>
    public static string? Fault(string name) =>
        name.Length is 0 or > LongestName ? $"a blob's name has 1 to {LongestName} characters"
        : name.Split('/').Any(segment => segment is "." or "..") ? "a blob's name has no segment . or .."
        : name.Any(char.IsControl) ? "a blob's name has no control characters"
        : null;

    [GeneratedRegex(@"\A[a-z0-9]{3,24}\z")]
    private static partial Regex AccountName();

    [GeneratedRegex(@"\A(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex ContainerName();
}
