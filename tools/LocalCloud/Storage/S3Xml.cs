using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CloudStacks.LocalCloud.Http;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>S3's XML documents.</summary>
internal static class S3Xml
{
    private static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    // Keys may hold characters that XML 1.0 has no place for. S3 writes them as references all the same; encoding-type=url is the way around.
    private static readonly XmlWriterSettings Settings = new()
    {
        CheckCharacters = false,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>An element in S3's namespace; content that is null is left out.</summary>
    public static XElement Element(string name, params object?[] content) => new(S3 + name, content);

    /// <summary>An element with text, or null, which leaves it out.</summary>
    public static XElement? Optional(string name, string? text) => text is null ? null : Element(name, text);

    /// <summary>A time as S3 writes it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>An answer that is an XML document.</summary>
    public static HttpAnswer Answer(int status, XElement document) => HttpAnswer.Document(status, "application/xml", Serialize(document));

    private static byte[] Serialize(XElement document)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            document.WriteTo(xml);
        }
        return bytes.ToArray();
    }

    /// <summary>Reads a request's document, with or without the namespace. Throws MalformedXML.</summary>
    public static XElement Parse(byte[] body, string root)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new() { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false });
            var document = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            return document.Name.LocalName == root ? document : throw S3Exception.Malformed($"the body is <{document.Name.LocalName}>; expected <{root}>");
        }
        catch (XmlException exception)
        {
            throw S3Exception.Malformed($"the body is not XML: {exception.Message}");
        }
    }

    /// <summary>The text of a child element, whatever its namespace, or null.</summary>
    public static string? Child(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
