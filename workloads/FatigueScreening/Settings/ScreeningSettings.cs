using System.Text.Json.Serialization;

namespace CloudStacks.FatigueScreening;

/// <summary>What a user chooses. <see cref="ScreeningParameters.Plan"/> checks it and computes the numbers of the job from it.</summary>
public sealed partial record ScreeningSettings
{
    /// <summary>Name of a DNV-RP-C203 curve such as <c>D</c>, or null when <see cref="CustomCurve"/> is given.</summary>
    public string? Curve { get; init; } = "D";

    /// <summary>Whether the named curve is the one in air or the one in seawater with cathodic protection.</summary>
    public SnEnvironment Environment { get; init; } = SnEnvironment.Air;

    /// <summary>A curve of one's own instead of a named one.</summary>
    public SnCurve? CustomCurve { get; init; }

    /// <summary>Stress concentration factor, 0.01 to 100.</summary>
    public double Scf { get; init; } = 1;

    /// <summary>Plate thickness in mm through which a crack would grow; null: no thickness effect.</summary>
    public double? Thickness { get; init; }

    /// <summary>Reference thickness in mm; null: the curve's own.</summary>
    public double? ReferenceThickness { get; init; }

    /// <summary>Thickness exponent k; null: the curve's own.</summary>
    public double? ThicknessExponent { get; init; }

    /// <summary>Design fatigue factor, 1 to 100: life is divided by it.</summary>
    public double DesignFatigueFactor { get; init; } = 1;

    /// <summary>Years that the assets have been in service, 0 to 1,000.</summary>
    public double AgeYears { get; init; }

    /// <summary>Longest step between two rows, in s, that counts as exposure.</summary>
    public double MaxGap { get; init; } = 3600;

    /// <summary>How often each shard is counted, with the same result: makes a trial as heavy as a real job.</summary>
    public int Passes { get; init; } = 1;

    public BadRowRule OnBadRow { get; init; } = BadRowRule.Fail;

    /// <summary>How many rows of one shard may be skipped before it fails.</summary>
    public long MaxBadRows { get; init; } = 100;
}

/// <summary>What happens at a row that is not two numbers in range, or whose time runs backwards.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BadRowRule>))]
public enum BadRowRule
{
    /// <summary>The shard fails for good.</summary>
    [JsonStringEnumMemberName("fail")] Fail,

    /// <summary>The row is left out and counted; its neighbours join.</summary>
    [JsonStringEnumMemberName("skip")] Skip,
}

[JsonConverter(typeof(JsonStringEnumConverter<SnEnvironment>))]
public enum SnEnvironment
{
    [JsonStringEnumMemberName("air")] Air,

    /// <summary>Seawater with cathodic protection.</summary>
    [JsonStringEnumMemberName("seawater-cp")] SeawaterCathodicProtection,
}
