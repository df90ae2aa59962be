using Microsoft.CodeAnalysis;

namespace CloudStacks.Generator.Model;

/// <summary>A fact that cannot be used.</summary>
/// <param name="descriptor">One of <see cref="Diagnostics"/>.</param>
/// <param name="place">Where in the facts, for example <c>types › S3.BucketGrant › in › type</c>.</param>
/// <param name="detail">What was found and what was expected.</param>
/// <param name="line">Zero-based line where it is known, else 0.</param>
#pragma warning disable CA1032 // It is only thrown inside the generator, and always with its place.
sealed class FactsException(DiagnosticDescriptor descriptor, string place, string detail, int line = 0) : Exception($"{place}: {detail}")
#pragma warning restore CA1032
{
    public DiagnosticDescriptor Descriptor { get; } = descriptor;
    public string Place { get; } = place;
    public string Detail { get; } = detail;
    public int Line { get; } = line;
}
