using Microsoft.CodeAnalysis;

namespace CloudStacks.Generator;

/// <summary>Everything that can be wrong with a facts file. A bad fact is always an error: leaving it out would only fail later.</summary>
static class Diagnostics
{
    public static readonly DiagnosticDescriptor NotJson = Error("CSGEN001", "The facts are not JSON");
    public static readonly DiagnosticDescriptor BadShape = Error("CSGEN002", "A fact has the wrong shape");
    public static readonly DiagnosticDescriptor BadType = Error("CSGEN003", "A type is not in the notation of the facts");
    public static readonly DiagnosticDescriptor UnknownReference = Error("CSGEN004", "A type refers to something that the facts do not hold");
    public static readonly DiagnosticDescriptor BadName = Error("CSGEN005", "A name cannot be used in C#");
    public static readonly DiagnosticDescriptor BadDefault = Error("CSGEN006", "A default or constant does not fit its type");

    static DiagnosticDescriptor Error(string id, string title) => new(
        id, title, "{0}: {1}", "Facts", DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "Correct csharp.json or the list in sdk/schema and run 'npm run refresh' there.");
}
