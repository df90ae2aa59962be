using System.IO.Compression;
using System.Security.Cryptography;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services.Lambda.Deployed;

/// <summary>
/// A function's code: the .zip as it was when it was deployed, and what is unpacked of it. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
/// </summary>
internal static class FunctionCode
{
    private const long MostZipped = 50 * 1024 * 1024;
    private const long MostUnzipped = 250 * 1024 * 1024;

    /// <summary>Takes in the declared file. Throws <see cref="ProviderException"/> where Lambda would refuse it.</summary>
    public static async Task UploadAsync(string dataRoot, DeployedResource function, CancellationToken cancellationToken)
    {
        var declared = Declared(function);
        Check(declared);
        var target = Archive(dataRoot, function.Id);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var part = target + ".part";
        File.Copy(declared, part, overwrite: true);
        await using (var copy = File.OpenRead(part))
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancellationToken)) != Redaction.ContentHash(function.Inputs["code"]))
            {
                throw new ProviderException($"{declared} was changed while it was deployed. Run up again.");
            }
        }
        File.Move(part, target, overwrite: true);
    }

    /// <summary>
    /// Unpacks the code of a function into a folder of its own; entries that would leave it are refused. Throws <see cref="EngineException"/> where
    /// the code is not there.
    /// </summary>
    public static void Unpack(string dataRoot, DeployedFunction function, string folder)
    {
        var archive = Archive(dataRoot, function.Name);
        if (!File.Exists(archive))
        {
            throw new EngineException($"the code of {function.Name} is not at {archive}; run cloudstacks up again");
        }
        ZipFile.ExtractToDirectory(archive, folder);
    }

    /// <summary>Forgets the code.</summary>
    public static void Delete(string dataRoot, DeployedResource function)
    {
        if (Path.GetDirectoryName(Archive(dataRoot, function.Id)) is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Declared(DeployedResource function) => (string?)function.Inputs["code"]?["path"]
        ?? throw new ProviderException("InvalidParameterValueException: the function's code is no file.");

    private static string Archive(string dataRoot, string function) => Path.Combine(dataRoot, "lambda", "code", Uri.EscapeDataString(function), "code.zip");

    private static void Check(string path)
    {
        if (new FileInfo(path).Length is > MostZipped and var size)
        {
            throw new ProviderException($"RequestEntityTooLargeException: {path} has {size} bytes; expected at most {MostZipped} for an upload through the API.");
        }
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.Entries.Sum(entry => entry.Length) is > MostUnzipped and var unzipped)
            {
                throw new ProviderException($"InvalidParameterValueException: {path} unpacks to {unzipped} bytes; expected at most {MostUnzipped}.");
            }
            if (zip.Entries.FirstOrDefault(entry => entry.FullName.Split('/', '\\').Contains("..") || Path.IsPathRooted(entry.FullName)) is { } outside)
            {
                throw new ProviderException($"InvalidParameterValueException: {path} holds '{outside.FullName}', which lies outside of it.");
            }
        }
        catch (InvalidDataException failure)
        {
            throw new ProviderException($"InvalidParameterValueException: Could not unzip uploaded file {path}: {failure.Message}");
        }
    }
}
