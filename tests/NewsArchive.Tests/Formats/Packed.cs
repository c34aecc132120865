using System.Formats.Tar;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using SharpCompress.Common;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Writers;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace NewsArchive.Tests.Formats;

/// <summary>Containers made in memory.</summary>
internal static class Packed
{
    public static byte[] Gzip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(content);
        return buffer.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        return buffer.ToArray();
    }

    public static byte[] Tar(params (string Name, byte[] Content)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var tar = new TarWriter(buffer, leaveOpen: true))
            foreach (var (name, content) in entries)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(content)
                });
        return buffer.ToArray();
    }

    public static byte[] SevenZip(params (string Name, byte[] Content)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = WriterFactory.OpenWriter(buffer, ArchiveType.SevenZip,
            new WriterOptions(CompressionType.LZMA)
            {
                LeaveStreamOpen = true
            }))
            foreach (var (name, content) in entries) writer.Write(name, new MemoryStream(content), null);
        return buffer.ToArray();
    }

    /// <summary>RAR 4 with entries that are stored, not packed.</summary>
    public static byte[] Rar(params (string Name, byte[] Content)[] entries)
    {
        List<byte> rar = [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00];
        rar.AddRange(Header([0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0]));
        foreach (var (name, content) in entries)
        {
            var label = System.Text.Encoding.ASCII.GetBytes(name);
            var size = BitConverter.GetBytes(content.Length);
            rar.AddRange(Header([0x74, 0x00, 0x80, .. BitConverter.GetBytes((short)(32 + label.Length)),
                .. size, .. size,
                3, .. Crc32(content), 0, 0, 0, 0, 20, 0x30, .. BitConverter.GetBytes((short)label.Length), 0, 0, 0, 0,
                .. label]));
            rar.AddRange(content);
        }
        return [.. rar, .. Header([0x7B, 0, 0x40, 7, 0])];

        static byte[] Header(byte[] fields) => [.. Crc32(fields)[..2], .. fields];
    }

    /// <summary>The checksum that a zip file makes of the content.</summary>
    private static byte[] Crc32(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(Zip(("content", content))));
        return BitConverter.GetBytes(zip.Entries[0].Crc32);
    }

    public static byte[] BZip2(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var packed = BZip2Stream.Create(buffer, SharpCompress.Compressors.CompressionMode.Compress,
            false, leaveOpen: true))
            packed.Write(content);
        return buffer.ToArray();
    }

    public static byte[] Zstandard(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var packed = new SharpCompress.Compressors.ZStandard.CompressionStream(buffer, leaveOpen: true))
            packed.Write(content);
        return buffer.ToArray();
    }

    /// <param name="paragraphs">Each with the name of its style, or none.</param>
    public static byte[] Docx(params (string? Style, string Text)[] paragraphs)
    {
        using var buffer = new MemoryStream();
        using (var document = WordprocessingDocument.Create(buffer, WordprocessingDocumentType.Document))
            document.AddMainDocumentPart().Document = new(new Body(paragraphs.Select(p => new Paragraph(
                new ParagraphProperties(p.Style is null ? [] : [new ParagraphStyleId { Val = p.Style }]),
                new Run(new DocumentFormat.OpenXml.Wordprocessing.Text(p.Text))))));
        return buffer.ToArray();
    }

    /// <param name="lines">Of one page, from its top, each with its size in points; an empty one leaves a gap.</param>
    public static byte[] Pdf(params (double Size, string Text)[][] lines)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var page in lines)
        {
            var sheet = builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
            var y = 780.0;
            foreach (var (size, text) in page)
            {
                if (text.Length > 0) sheet.AddText(text, size, new PdfPoint(60, y), font);
                y -= text.Length > 0 ? size * 1.25 : 24;
            }
        }
        return builder.Build();
    }
}
