namespace CloudStacks.FatigueScreening;

/// <summary>A setting outside its range. The message reads <c>key = value: expected …</c>.</summary>
public sealed class BadSettingException(string key, string value, string expected)
    : Exception($"{key} = {value}: expected {expected}")
{
    public string Key { get; } = key;

    public string Value { get; } = value;

    public string Expected { get; } = expected;
}
