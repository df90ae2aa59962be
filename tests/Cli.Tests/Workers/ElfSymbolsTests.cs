using System.Buffers.Binary;
using System.Text;
using CloudStacks.Cli.Workers;

namespace CloudStacks.Cli.Tests.Workers;

public class ElfSymbolsTests
{
    [Fact]
    public void TheHighestVersionIsHighestByNumber() =>
        Assert.Equal(new Version(2, 34), ElfSymbols.HighestGlibc(Elf("GLIBC_2.34", "GLIBC_2.4", "GLIBC_2.2.5", "GCC_3.0")));

    [Fact]
    public void AFileWithoutGlibcSymbolsNeedsNone() => Assert.Null(ElfSymbols.HighestGlibc(Elf("GCC_3.0")));

    [Fact]
    public void WhatIsNoElfFileIsRefused() =>
        Assert.Throws<InvalidDataException>(() => ElfSymbols.HighestGlibc(Encoding.ASCII.GetBytes(new string('#', 100))));

    [Fact]
    public void AFileThatIsCutOffIsRefused()
    {
        var whole = Elf("GLIBC_2.34");
        for (var length = 0; length < whole.Length; length += 7)
        {
            Assert.Throws<InvalidDataException>(() => ElfSymbols.HighestGlibc(whole.AsSpan(0, length)));
        }
    }

    /// <summary>An ELF file of three sections (none, versions needed, their names), with one library each for two versions at most.</summary>
    private static byte[] Elf(params string[] versions)
    {
        const int Needs = 64;
        var names = Encoding.ASCII.GetBytes(string.Join('\0', versions) + '\0');
        var libraries = versions.Chunk(2).ToArray();
        var needsLength = libraries.Sum(library => 16 + 16 * library.Length);
        var headers = Needs + needsLength + names.Length;
        var file = new byte[headers + 3 * 64];
        "\u007fELF\u0002\u0001"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(0x28), (ulong)headers);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x3c), 3);
        WriteNeeds(file.AsSpan(Needs), libraries);
        names.CopyTo(file.AsSpan(Needs + needsLength));
        WriteHeader(file.AsSpan(headers + 64), 0x6ffffffe, Needs, needsLength, link: 2);
        WriteHeader(file.AsSpan(headers + 128), 3, Needs + needsLength, names.Length, link: 0);
        return file;
    }

    private static void WriteNeeds(Span<byte> at, string[][] libraries)
    {
        var name = 0;
        for (var library = 0; library < libraries.Length; library++)
        {
            var size = 16 + 16 * libraries[library].Length;
            BinaryPrimitives.WriteUInt32LittleEndian(at[8..], 16);
            BinaryPrimitives.WriteUInt32LittleEndian(at[12..], library == libraries.Length - 1 ? 0 : (uint)size);
            for (var version = 0; version < libraries[library].Length; version++)
            {
                var auxiliary = at[(16 + 16 * version)..];
                BinaryPrimitives.WriteUInt32LittleEndian(auxiliary[8..], (uint)name);
                BinaryPrimitives.WriteUInt32LittleEndian(auxiliary[12..], version == libraries[library].Length - 1 ? 0u : 16u);
                name += libraries[library][version].Length + 1;
            }
            at = at[size..];
        }
    }

    private static void WriteHeader(Span<byte> at, uint type, int offset, int size, uint link)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], type);
        BinaryPrimitives.WriteUInt64LittleEndian(at[0x18..], (ulong)offset);
        BinaryPrimitives.WriteUInt64LittleEndian(at[0x20..], (ulong)size);
        BinaryPrimitives.WriteUInt32LittleEndian(at[0x28..], link);
    }
}
