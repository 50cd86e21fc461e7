using System.Buffers.Binary;
using System.Text;

namespace ContractWatch.Ledger;

/// <summary>
/// A zip in which every byte follows from the names and contents: entries stored as they are, in order, without times, without
/// anything optional (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). So a file that differs in any byte from what
/// would be written again has been altered, and the place says where.
/// </summary>
internal static class PlainZip
{
    private const uint LocalSignature = 0x04034b50;
    private const uint CentralSignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const int LocalLength = 30;
    private const int CentralLength = 46;
    private const int EndLength = 22;

    /// <summary>Of the format: entries stored without compression.</summary>
    private const ushort Version = 10;

    /// <summary>1980-01-01, where the format's calendar begins.</summary>
    private const ushort NoDay = 0x21;

    public static byte[] Write(IReadOnlyList<ZipPart> parts)
    {
        var file = new byte[parts.Sum(part => LocalLength + CentralLength + (2 * part.Name.Length) + part.Content.Length) + EndLength];
        var directory = new MemoryStream();
        var at = 0;
        foreach (var part in parts)
        {
            var common = Common(part);
            directory.Write(Central(part, common, at));
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), LocalSignature);
            common.CopyTo(file, at + 4);
            Encoding.ASCII.GetBytes(part.Name, file.AsSpan(at + LocalLength));
            part.Content.Span.CopyTo(file.AsSpan(at + LocalLength + part.Name.Length));
            at += LocalLength + part.Name.Length + part.Content.Length;
        }

        var end = file.AsSpan(at + (int)directory.Length);
        directory.ToArray().CopyTo(file, at);
        BinaryPrimitives.WriteUInt32LittleEndian(end, EndSignature);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)parts.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)parts.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)directory.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)at);
        return file;
    }

    /// <exception cref="BundleException">The file is not byte by byte what would be written; the fault names the entry.</exception>
    public static ZipPart[] Read(ReadOnlyMemory<byte> file)
    {
        var parts = new List<ZipPart>();
        for (var at = 0; Signature(file.Span, at) == LocalSignature;)
        {
            var header = file.Span[at..];
            var last = parts.Count == 0 ? "the beginning" : parts[^1].Name;
            if (header.Length < LocalLength)
                throw new BundleException(BundleFault.Structure, $"the file ends in the header of the entry after {last}");
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]);
            if (header.Length < LocalLength + nameLength)
                throw new BundleException(BundleFault.Structure, $"the entry after {last} has a longer name than the file is, at byte {at}");
            var name = Encoding.ASCII.GetString(header.Slice(LocalLength, nameLength));
            if (header.Length < LocalLength + nameLength + length)
                throw new BundleException(name, $"its header claims more bytes than the file has, at byte {at}");
            parts.Add(new ZipPart(name, file.Slice(at + LocalLength + nameLength, (int)length)));
            at += LocalLength + nameLength + (int)length;
        }

        var whole = Write(parts);
        return file.Span.SequenceEqual(whole) ? [.. parts] : throw Difference(parts, whole.AsSpan().CommonPrefixLength(file.Span));
    }

    private static BundleException Difference(IReadOnlyList<ZipPart> parts, int place)
    {
        var at = 0;
        foreach (var part in parts)
        {
            at += LocalLength + part.Name.Length + part.Content.Length;
            if (place < at)
                return new BundleException(part.Name, $"its content or its header was altered: they do not belong together, at byte {place} of the file");
        }

        foreach (var part in parts)
        {
            at += CentralLength + part.Name.Length;
            if (place < at)
                return new BundleException(part.Name, $"the zip's directory says something else of it than its own header, at byte {place} of the file");
        }

        return new BundleException(BundleFault.Structure, $"altered or cut off after its last entry, at byte {place} of the file");
    }

    /// <summary>What both headers of an entry say: no time, no compression, sum, lengths.</summary>
    private static byte[] Common(ZipPart part)
    {
        var common = new byte[LocalLength - 4];
        BinaryPrimitives.WriteUInt16LittleEndian(common, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(common.AsSpan(8), NoDay);
        BinaryPrimitives.WriteUInt32LittleEndian(common.AsSpan(10), Crc32.Of(part.Content.Span));
        BinaryPrimitives.WriteUInt32LittleEndian(common.AsSpan(14), (uint)part.Content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(common.AsSpan(18), (uint)part.Content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(common.AsSpan(22), (ushort)part.Name.Length);
        return common;
    }

    private static byte[] Central(ZipPart part, byte[] common, int local)
    {
        var central = new byte[CentralLength + part.Name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(central, CentralSignature);
        BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(4), Version);
        common.CopyTo(central, 6);
        BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(42), (uint)local);
        Encoding.ASCII.GetBytes(part.Name, central.AsSpan(CentralLength));
        return central;
    }

    private static uint Signature(ReadOnlySpan<byte> file, int at) =>
        file.Length - at >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(file[at..]) : 0;
}

/// <summary>An entry of a zip.</summary>
/// <param name="Name">ASCII.</param>
internal sealed record ZipPart(string Name, ReadOnlyMemory<byte> Content);
