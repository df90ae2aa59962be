using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>
/// An upload in parts: a folder with a note of what it is for and one file per part, so that it survives the death of the process.
/// </summary>
internal sealed class MultipartUpload
{
    private const int IdLength = 32;

    private readonly BucketFiles _bucket;
    private readonly string _folder;

    private MultipartUpload(BucketFiles bucket, string id) => (_bucket, Id, _folder) = (bucket, id, Path.Combine(bucket.UploadsFolder, "parts-" + id));

    public string Id { get; }

    private string NotePath => Path.Combine(_folder, "upload.json");

    public static MultipartUpload Create(BucketFiles bucket, string key, ImmutableSortedDictionary<string, string> headers)
    {
        var upload = new MultipartUpload(bucket, RandomNumberGenerator.GetHexString(IdLength, lowercase: true));
        Directory.CreateDirectory(upload._folder);
        File.WriteAllBytes(upload.NotePath + ".new", JsonSerializer.SerializeToUtf8Bytes(new MultipartNote(key, headers)));
        File.Move(upload.NotePath + ".new", upload.NotePath);
        return upload;
    }

    /// <summary>The upload of that id for that key, or null. Ids come from outside: what is not of our making is not looked for.</summary>
    public static (MultipartUpload Upload, MultipartNote Note)? Find(BucketFiles bucket, string key, string id)
    {
        var upload = new MultipartUpload(bucket, id);
        if (id.Length != IdLength || !id.All(char.IsAsciiHexDigitLower) || !File.Exists(upload.NotePath))
        {
            return null;
        }
        var note = JsonSerializer.Deserialize<MultipartNote>(File.ReadAllBytes(upload.NotePath))!;
        return note.Key == key ? (upload, note) : null;
    }

    public async Task PutPartAsync(int number, ObjectUpload part, StoredObject described, CancellationToken cancellationToken)
    {
        await part.SealAsync(described, cancellationToken);
        File.Move(part.Path, PartPath(number), overwrite: true);
    }

    public OpenObject? OpenPart(int number) => ObjectFile.Open(PartPath(number));

    /// <summary>Drops the upload and its parts; somebody else may have done so already.</summary>
    public void Remove()
    {
        try
        {
            // Without its note the upload is gone, whatever happens to the rest.
            File.Delete(NotePath);
            Directory.Delete(_folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    private string PartPath(int number) => Path.Combine(_folder, number.ToString(CultureInfo.InvariantCulture));
}

/// <summary>What an upload in parts is for.</summary>
internal sealed record MultipartNote(string Key, ImmutableSortedDictionary<string, string> Headers);
