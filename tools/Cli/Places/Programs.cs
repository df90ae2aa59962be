using CloudStacks.LocalCloud.Engine;
using CloudStacks.Stacks;

namespace CloudStacks.Cli.Places;

/// <summary>The programs by service id: the very classes that <c>pulumi up</c> runs.</summary>
internal static class Programs
{
    public static IReadOnlyDictionary<string, PulumiProgram> ById { get; } =
        SideBySide.Programs.ToDictionary(program => program.Key, program => (PulumiProgram)(() => program.Value(program.Key).Outputs));
}
