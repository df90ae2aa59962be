using System.Collections.Concurrent;
using System.Globalization;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>
/// The objects of one bucket on disk: <c>objects/</c> holds one file each, <c>uploads/</c> what is not an object yet. Writes are
/// atomic, and a listing that starts after a write has returned sees it.
/// </summary>
public sealed class BucketFiles
{
    private readonly string _objects;
    private readonly Lock _gate = new();
    private readonly Lazy<ObjectIndex> _index;
    private readonly ConcurrentDictionary<string, int> _deletions = new();

    internal BucketFiles(string folder)
    {
        _objects = Path.Combine(folder, "objects");
        UploadsFolder = Path.Combine(folder, "uploads");
        Directory.CreateDirectory(_objects);
        Directory.CreateDirectory(UploadsFolder);
        _index = new(ReadIndex);
    }

    internal string UploadsFolder { get; }

    /// <summary>Opens an object, or gives null where there is none.</summary>
    public OpenObject? Open(string key) => ObjectFile.Open(PathOf(key));

    /// <summary>A new upload.</summary>
    public ObjectUpload Begin() => new(Path.Combine(UploadsFolder, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)));

    /// <summary>How often the key has been deleted; taken before a conditional write, it shows a delete in between.</summary>
    public int DeletionsOf(string key) => _deletions.GetValueOrDefault(key);

    /// <summary>Makes an upload the object, if the condition holds.</summary>
    public async Task<WriteOutcome> CommitAsync(
        ObjectUpload upload, StoredObject described, WriteCondition condition, int deletionsBefore, CancellationToken cancellationToken)
    {
        await upload.SealAsync(described, cancellationToken);
        lock (_gate)
        {
            var outcome = condition != WriteCondition.None && DeletionsOf(described.Key) != deletionsBefore
                ? WriteOutcome.DeletedMeanwhile
                : condition.Check(_index.Value.Find(described.Key));
            if (outcome == WriteOutcome.Written)
            {
                outcome = Rename(upload.Path, PathOf(described.Key), replace: !condition.Absent);
            }
            if (outcome == WriteOutcome.Written)
            {
                _index.Value.Put(described);
            }
            return outcome;
        }
    }

    /// <summary>Deletes an object, if the condition holds; deleting what is not there succeeds.</summary>
    public WriteOutcome Delete(string key, WriteCondition condition)
    {
        lock (_gate)
        {
            var outcome = condition.Check(_index.Value.Find(key));
            if (outcome == WriteOutcome.Written)
            {
                File.Delete(PathOf(key));
                _index.Value.Remove(key);
                _deletions.AddOrUpdate(key, 1, (_, count) => count + 1);
            }
            return outcome;
        }
    }

    /// <summary>One page of the keys.</summary>
    public ObjectPage List(ListQuery query)
    {
        lock (_gate)
        {
            return ObjectPage.Read(_index.Value, query);
        }
    }

    // Moving without overwriting links and so fails where another process was first.
    private static WriteOutcome Rename(string from, string to, bool replace)
    {
        try
        {
            File.Move(from, to, overwrite: replace);
            return WriteOutcome.Written;
        }
        catch (IOException) when (!replace && File.Exists(to))
        {
            return WriteOutcome.Exists;
        }
    }

    private string PathOf(string key) => Path.Combine(_objects, ObjectFile.NameOf(key));

    private ObjectIndex ReadIndex() => new(Directory.EnumerateFiles(_objects).Select(Describe).OfType<StoredObject>());

    private static StoredObject? Describe(string path)
    {
        using var opened = ObjectFile.Open(path);
        return opened?.Described;
    }
}
