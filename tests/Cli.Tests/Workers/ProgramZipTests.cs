using System.IO.Compression;
using CloudStacks.Cli.Workers;

namespace CloudStacks.Cli.Tests.Workers;

public class ProgramZipTests
{
    private static readonly Dictionary<string, byte[]> Files = new() { ["worker"] = [1, 2, 3], ["bootstrap"] = [4] };

    [Fact]
    public void TheSameFilesGiveTheSameBytes()
    {
        var reversed = Files.Reverse().ToDictionary(file => file.Key, file => file.Value);
        Assert.Equal(Write(Files), Write(reversed));
    }

    [Fact]
    public void FilesCanBeExecutedAndBelongToNoMoment()
    {
        using var archive = new ZipArchive(new MemoryStream(Write(Files)));
        Assert.Equal(["bootstrap", "worker"], archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry => Assert.Equal(0b1_000_000_111_101_101, entry.ExternalAttributes >> 16 & 0xffff));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    private static byte[] Write(Dictionary<string, byte[]> files)
    {
        using var stream = new MemoryStream();
        ProgramZip.Write(stream, files);
        return stream.ToArray();
    }
}
