using System.IO.Compression;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>Source packages for Cloud Functions.</summary>
internal static class SourceZips
{
    /// <summary>Writes a .zip with these files.</summary>
    public static void Write(string path, params (string Name, string Text)[] files)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in files)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }
    }
}
