using CloudStacks.Shared;

namespace CloudStacks.Cli.Workers;

/// <summary>The worker as services take it as code: one .zip per form, by file name.</summary>
public static class CodePackages
{
    /// <summary>Every form of a worker.</summary>
    /// <param name="repository">The folder of this repository, for the form that is source.</param>
    /// <param name="start">What starts the worker: the worker itself, or a script beside it.</param>
    /// <param name="more">What <paramref name="start"/> needs beside itself, by file name.</param>
    public static IReadOnlyDictionary<string, byte[]> Of(string repository, byte[] start, IReadOnlyDictionary<string, byte[]>? more = null) => new Dictionary<string, byte[]>
    {
        // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html: an executable called bootstrap at the root.
        [WorkerArtifact.Lambda] = Zip(new Dictionary<string, byte[]>(more ?? new Dictionary<string, byte[]>()) { ["bootstrap"] = start }),
        [WorkerArtifact.CloudFunction] = Zip(SourcePackage.Files(repository)),
    };

    private static byte[] Zip(IReadOnlyDictionary<string, byte[]> files)
    {
        using var zip = new MemoryStream();
        ProgramZip.Write(zip, files);
        return zip.ToArray();
    }
}
