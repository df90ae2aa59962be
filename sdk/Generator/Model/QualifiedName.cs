namespace CloudStacks.Generator.Model;

/// <summary>A C# name below the package's namespace, for example module <c>Batch.V1</c> and name <c>Job</c>.</summary>
/// <param name="Module">Empty for a name at the root of the package.</param>
public sealed record QualifiedName(string Module, string Name)
{
    public static QualifiedName Parse(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot < 0 ? new QualifiedName("", text) : new QualifiedName(text.Substring(0, dot), text.Substring(dot + 1));
    }

    public override string ToString() => Module.Length == 0 ? Name : $"{Module}.{Name}";
}
