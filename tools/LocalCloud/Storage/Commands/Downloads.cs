namespace CloudStacks.LocalCloud.Storage.Commands;

/// <summary>Saves an object's bytes so that the file is whole or not there.</summary>
internal static class Downloads
{
    public static async Task SaveAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        var partial = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew))
            {
                await content.CopyToAsync(file, cancellationToken);
            }
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
