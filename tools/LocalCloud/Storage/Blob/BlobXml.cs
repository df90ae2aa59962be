using System.Text;
using System.Xml;
using System.Xml.Linq;
using CloudStacks.LocalCloud.Http;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>Blob Storage's XML documents.</summary>
internal static class BlobXml
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize };

    /// <summary>An answer that is an XML document.</summary>
    public static HttpAnswer Answer(int status, XElement document)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            document.WriteTo(xml);
        }
        return HttpAnswer.Document(status, "application/xml", bytes.ToArray());
    }

    /// <summary>A refusal: in a header, and in a document too unless the request was a HEAD. There the client would read the document that a content type announces.</summary>
    public static HttpAnswer Refuse(RequestRefusal refusal, bool head) =>
        (head ? new HttpAnswer(refusal.Status) : Answer(refusal.Status, new XElement("Error", new XElement("Code", refusal.Code), new XElement("Message", refusal.Message))))
            .With("x-ms-error-code", refusal.Code);

    /// <summary>A blob's name, percent-encoded where XML has no place for one of its characters: https://learn.microsoft.com/rest/api/storageservices/list-blobs.</summary>
    public static XElement Name(string name) => name.AsSpan().ContainsAny('\uFFFE', '\uFFFF')
        ? new("Name", new XAttribute("Encoded", "true"), Uri.EscapeDataString(name))
        : new("Name", name);
}
