using System.Text.RegularExpressions;

namespace CloudStacks.Repository.Tests.Support;

/// <summary>The names of the settings that programs read, without <c>cloudstacks:</c>.</summary>
internal static partial class SettingKeys
{
    public static IReadOnlyList<string> All { get; } =
        [.. ReadOfKey().Matches(WorkTree.Read("stacks/Shared/StackSettings.cs")).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"keys\.\w+\(""(\w+)""")]
    private static partial Regex ReadOfKey();
}
