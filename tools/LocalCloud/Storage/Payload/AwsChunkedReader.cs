using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using CloudStacks.LocalCloud.Storage.Signing;

namespace CloudStacks.LocalCloud.Storage.Payload;

/// <summary>Takes the aws-chunked framing off a body: <c>size[;chunk-signature=…] CRLF bytes CRLF</c>, a chunk of size 0, then trailers.</summary>
/// <param name="input">The framed body.</param>
/// <param name="signatures">Verifies each chunk; null where chunks are not signed.</param>
internal sealed class AwsChunkedReader(PipeReader input, ChunkSignatures? signatures)
{
    private const int MaxLine = 8 * 1024;
    private const string SignatureExtension = "chunk-signature=";
    private const string TrailerSignature = "x-amz-trailer-signature";

    /// <summary>Copies the bytes and returns the trailing headers, if the body has them.</summary>
    public async Task<Dictionary<string, string>> CopyToAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, bool trailer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (size, signature) = ParseHeader(await ReadLineAsync(cancellationToken));
            var hash = await CopyChunkAsync(size, sink, cancellationToken);
            signatures?.VerifyChunk(signature, hash);
            if (size == 0)
            {
                return trailer ? await ReadTrailersAsync(cancellationToken) : [];
            }
            if ((await ReadLineAsync(cancellationToken)).Length > 0)
            {
                throw S3Exception.IncompleteBody("a chunk is longer than its header says");
            }
        }
    }

    private static (long Size, string? Signature) ParseHeader(string line)
    {
        var parts = line.Split(';', 2);
        var signature = parts.Length == 2 && parts[1].StartsWith(SignatureExtension, StringComparison.Ordinal) ? parts[1][SignatureExtension.Length..] : null;
        return long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size >= 0
            ? (size, signature)
            : throw S3Exception.IncompleteBody("a chunk header has no size in hex");
    }

    private async Task<byte[]> CopyChunkAsync(long size, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (size > 0)
        {
            var read = await input.ReadAsync(cancellationToken);
            var chunk = read.Buffer.Slice(0, Math.Min(size, read.Buffer.Length));
            if (chunk.IsEmpty && read.IsCompleted)
            {
                throw S3Exception.IncompleteBody("the body ends within a chunk");
            }
            foreach (var piece in chunk)
            {
                hash.AppendData(piece.Span);
                await sink(piece, cancellationToken);
            }
            size -= chunk.Length;
            input.AdvanceTo(chunk.End);
        }
        return hash.GetCurrentHash();
    }

    private async Task<Dictionary<string, string>> ReadTrailersAsync(CancellationToken cancellationToken)
    {
        var trailers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var signed = new StringBuilder();
        for (var line = await ReadLineAsync(cancellationToken); line.Length > 0; line = await ReadLineAsync(cancellationToken))
        {
            var (name, value) = line.Split(':', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : throw S3Exception.IncompleteBody($"'{line}' is no trailing header");
            trailers[name] = value;
            if (!name.Equals(TrailerSignature, StringComparison.OrdinalIgnoreCase))
            {
                signed.Append(name.ToLowerInvariant()).Append(':').Append(value).Append('\n');
            }
        }
        signatures?.VerifyTrailer(trailers.GetValueOrDefault(TrailerSignature), signed.ToString());
        return trailers;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            if (TryReadLine(read.Buffer, out var line, out var end))
            {
                input.AdvanceTo(end);
                return line;
            }
            // Some clients leave out the very last line end.
            if (read.IsCompleted && read.Buffer.IsEmpty)
            {
                return "";
            }
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted || read.Buffer.Length > MaxLine)
            {
                throw S3Exception.IncompleteBody("a line of the aws-chunked framing does not end");
            }
        }
    }

    private static bool TryReadLine(ReadOnlySequence<byte> buffer, out string line, out SequencePosition end)
    {
        var reader = new SequenceReader<byte>(buffer);
        var found = reader.TryReadTo(out ReadOnlySequence<byte> bytes, "\r\n"u8);
        (line, end) = found ? (Encoding.UTF8.GetString(bytes), reader.Position) : ("", buffer.Start);
        return found;
    }
}
