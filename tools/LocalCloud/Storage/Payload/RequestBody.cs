using CloudStacks.LocalCloud.Identity.Signing;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.LocalCloud.Storage.Signing;

namespace CloudStacks.LocalCloud.Storage.Payload;

/// <summary>The body of a signed request. Reading it verifies everything that the client said about it.</summary>
internal sealed class RequestBody(S3Request request, PayloadKind payload, VerifiedSignature signature)
{
    private const int MaxDocument = 4 * 1024 * 1024;

    /// <summary>Reads an XML document into memory.</summary>
    public async Task<byte[]> ReadDocumentAsync(CancellationToken cancellationToken)
    {
        using var document = new MemoryStream();
        await CopyToAsync((piece, cancelled) => document.Length + piece.Length > MaxDocument
            ? throw S3Exception.Malformed("the document is longer than 4 MiB")
            : document.WriteAsync(piece, cancelled), cancellationToken);
        return document.ToArray();
    }

    /// <summary>Hands the decoded bytes to a sink. Throws where a hash, checksum, signature or length is not what the client said.</summary>
    /// <returns>The checksum that was verified, or null where none was sent.</returns>
    public async Task<ObjectChecksum?> CopyToAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancellationToken)
    {
        using var digests = PayloadDigests.For(request, payload);
        ValueTask Pass(ReadOnlyMemory<byte> piece, CancellationToken cancelled)
        {
            digests.Append(piece.Span);
            return sink(piece, cancelled);
        }
        var trailers = await ReadAsync(Pass, cancellationToken);
        return digests.Verify(trailers);
    }

    private async Task<Dictionary<string, string>> ReadAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancellationToken)
    {
        var input = request.Http.BodyReader;
        if (payload.Chunked)
        {
            var signatures = payload.SignedChunks ? new ChunkSignatures(signature.Key, signature.Seed) : null;
            return await new AwsChunkedReader(input, signatures).CopyToAsync(sink, payload.Trailer, cancellationToken);
        }
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            foreach (var piece in read.Buffer)
            {
                await sink(piece, cancellationToken);
            }
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return [];
            }
        }
    }
}
