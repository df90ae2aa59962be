using System.IO.Compression;

namespace CloudStacks.Cli.Workers;

/// <summary>Writes a .zip whose bytes depend on nothing but the names and contents, and whose files may be executed.</summary>
/// <remarks>Pulumi's own archives carry no mode, so a program in them could not be started by the services that unpack them.</remarks>
public static class ProgramZip
{
    /// <summary>A regular file with mode 0755, as Unix keeps it in the upper half of the external attributes.</summary>
    private const int ExecutableFile = 0x81ED << 16;

    /// <summary>The earliest moment that the format can hold.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the files, by entry name in ordinal order.</summary>
    public static void Write(Stream target, IReadOnlyDictionary<string, byte[]> files)
    {
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize);
            entry.LastWriteTime = Epoch;
            entry.ExternalAttributes = ExecutableFile;
            using var stream = entry.Open();
            stream.Write(content);
        }
    }
}
