using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>Uploads a local folder. What is there already with the same bytes stays; nothing is overwritten.</summary>
static class InputUpload
{
    /// <exception cref="UsageException">The folder does not exist or is empty of files.</exception>
    /// <exception cref="InconsistentException">An object has other content than its file.</exception>
    public static async Task RunAsync(IObjectStore store, string folder, string input, TextWriter log, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new UsageException($"upload '{folder}': there is no such folder");

        var (uploaded, present) = (0, 0);
        var source = new FileListing("", null).Under(folder);
        await foreach (var outcome in source.SelectInOrderAsync(file => UploadAsync(store, Path.Combine(folder, file.Key), input + file.Key, cancellation), cancellation))
            _ = outcome == PutOutcome.Created ? uploaded++ : present++;
        await log.WriteLineAsync($"upload: {uploaded} files uploaded, {present} were there already");
    }

    static async Task<PutOutcome> UploadAsync(IObjectStore store, string file, string key, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(file);
        var outcome = await store.PutIfAbsentAsync(key, content, cancellation);
        if (outcome == PutOutcome.Exists && !await IsSameAsync(store, key, content, cancellation))
            throw new InconsistentException($"{store.Address}: {key} has other content than {file}; upload to another input prefix");
        return outcome;
    }

    static async Task<bool> IsSameAsync(IObjectStore store, string key, FileStream content, CancellationToken cancellation)
    {
        using var stored = await store.GetAsync(key, cancellation: cancellation);
        if (stored is null || stored.Info.Size != content.Length)
            return false;

        content.Position = 0;
        var (mine, theirs) = (new byte[81920], new byte[81920]);
        int read;
        while ((read = await content.ReadAtLeastAsync(mine, mine.Length, throwOnEndOfStream: false, cancellation)) > 0)
        {
            var got = await stored.Content.ReadAtLeastAsync(theirs.AsMemory(0, read), read, throwOnEndOfStream: false, cancellation);
            if (!mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, got)))
                return false;
        }
        return true;
    }
}
