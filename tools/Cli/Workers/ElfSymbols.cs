using System.Buffers.Binary;
using System.Text;

namespace CloudStacks.Cli.Workers;

/// <summary>
/// Reads which symbol versions an ELF file asks its libraries for (section <c>.gnu.version_r</c>; Linux Standard Base Core
/// Specification, "Symbol Versioning", https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html).
/// </summary>
public static class ElfSymbols
{
    private const uint VersionNeedsSection = 0x6ffffffe;
    private const int SectionHeadersAt = 0x28;
    private const int SectionHeaderSize = 0x40;
    private const int SectionCountAt = 0x3c;

    /// <summary>The highest <c>GLIBC_x.y</c> needed; null where the file needs none (not dynamically linked to glibc).</summary>
    /// <exception cref="InvalidDataException">The file is not a 64-bit little-endian ELF file, or is cut off.</exception>
    public static Version? HighestGlibc(ReadOnlySpan<byte> file) =>
        VersionNames(file)
            .Where(name => name.StartsWith("GLIBC_", StringComparison.Ordinal))
            .Select(name => Version.TryParse(name.AsSpan("GLIBC_".Length), out var version) ? version : null)
            .Max();

    private static List<string> VersionNames(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !file[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            throw new InvalidDataException("not a 64-bit little-endian ELF file");
        }
        try
        {
            var headers = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[SectionHeadersAt..]);
            var count = BinaryPrimitives.ReadUInt16LittleEndian(file[SectionCountAt..]);
            var names = new List<string>();
            for (var section = 0; section < count; section++)
            {
                var header = file.Slice(headers + section * SectionHeaderSize, SectionHeaderSize);
                if (UInt32(header, 4) == VersionNeedsSection)
                {
                    var strings = file.Slice(headers + (int)UInt32(header, 0x28) * SectionHeaderSize, SectionHeaderSize);
                    ReadNeeds(Content(file, header), Content(file, strings), names);
                }
            }
            return names;
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new InvalidDataException("the ELF file is cut off", exception);
        }
    }

    /// <summary>Walks the linked list of libraries (Verneed) and, for each, of its versions (Vernaux).</summary>
    private static void ReadNeeds(ReadOnlySpan<byte> needs, ReadOnlySpan<byte> strings, List<string> names)
    {
        for (uint library = 0, next; ; library += next)
        {
            var need = needs[(int)library..];
            next = UInt32(need, 12);
            for (uint version = UInt32(need, 8), step; ; version += step)
            {
                var auxiliary = need[(int)version..];
                step = UInt32(auxiliary, 12);
                var name = strings[(int)UInt32(auxiliary, 8)..];
                names.Add(Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]));
                if (step == 0)
                {
                    break;
                }
            }
            if (next == 0)
            {
                return;
            }
        }
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header) =>
        file.Slice((int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x18..]), (int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x20..]));

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
