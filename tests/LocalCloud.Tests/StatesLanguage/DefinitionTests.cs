using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

namespace CloudStacks.LocalCloud.Tests.StatesLanguage;

/// <summary>What CreateStateMachine refuses, and what the local cloud does not model, is refused with its place.</summary>
public sealed class DefinitionTests
{
    [Fact]
    public void AMapWithAReduceIsRead()
    {
        var machine = DefinitionReader.Read(Definitions.Map.ToJsonString());
        var map = Assert.IsType<MapState>(machine.Flow.States[machine.Flow.StartAt]);
        Assert.Equal((true, 2, 100.0, "shards", "/shards", "Reduce"), (map.Express, map.MaxConcurrency, map.ToleratedFailurePercentage, map.Label, map.Reader.Pointer, map.Next));
    }

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html</summary>
    [Fact]
    public void WithoutMaxConcurrencyTenThousandChildrenRunAtOnce()
    {
        var machine = DefinitionReader.Read(Definitions.Map.With("/States/Map/MaxConcurrency", null));
        Assert.Equal(10_000, Assert.IsType<MapState>(machine.Flow.States["Map"]).MaxConcurrency);
    }

    [Theory]
    [InlineData("/StartAt", "\"Nowhere\"", "/StartAt is 'Nowhere', which is no state; expected one of Failed, Map, Reduce")]
    [InlineData("/StartAt", null, "/StartAt is missing")]
    [InlineData("/States/Map/Next", "\"Nowhere\"", "/States/Map/Next is 'Nowhere', which is no state")]
    [InlineData("/States/Map/Catch/0/Next", "\"Nowhere\"", "/States/Map/Catch/0/Next is 'Nowhere'")]
    [InlineData("/States/Map/ItemProcessor/StartAt", "\"Map\"", "/States/Map/ItemProcessor/StartAt is 'Map', which is no state")]
    [InlineData("/States/Map/Next", null, "/States/Map must have Next or End")]
    [InlineData("/States/Map/End", "true", "/States/Map must have Next or End, and not both")]
    [InlineData("/States/Other", """{"Type":"Fail"}""", "/States/Other is reached from nowhere")]
    [InlineData("/States/Map/ItemProcessor/States", """{"Work":{"Type":"Fail"},"Reduce":{"Type":"Fail"}}""", "/States/Map/ItemProcessor/States/Reduce is reached from nowhere")]
    [InlineData("/States/Map/ItemProcessor", """{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"StartAt":"Reduce","States":{"Reduce":{"Type":"Fail"}}}""", "the state name 'Reduce' stands there twice")]
    public void Transitions(string place, string? json, string expected) => Refused(place, json, expected);

    [Theory]
    [InlineData("/States/Reduce/Type", "\"Choice\"", "/States/Reduce/Type is 'Choice'; the local cloud models Task, Map and Fail")]
    [InlineData("/States/Reduce/Type", "7", "/States/Reduce/Type is '7'")]
    [InlineData("/States/Reduce/InputPath", "\"$\"", "/States/Reduce/InputPath is not modelled by the local cloud")]
    [InlineData("/States/Reduce/Resource", "\"arn:aws:states:::batch:submitJob.sync\"", "/States/Reduce/Resource is \"arn:aws:states:::batch:submitJob.sync\"; expected arn:aws:states:::lambda:invoke")]
    [InlineData("/States/Reduce/Parameters/Qualifier", "\"live\"", "/States/Reduce/Parameters/Qualifier is not modelled")]
    [InlineData("/QueryLanguage", "\"JSONata\"", "/QueryLanguage is \"JSONata\"; expected JSONPath")]
    [InlineData("/States/Map/ItemProcessor/ProcessorConfig/Mode", "\"INLINE\"", "/ProcessorConfig/Mode is \"INLINE\"; expected DISTRIBUTED")]
    [InlineData("/States/Map/ItemProcessor/States/Work", """{"Type":"Map"}""", "/States/Map/ItemProcessor/States/Work")]
    [InlineData("/States/Map/ItemSelector", """{"x.$":"States.Format('{}', $.a)"}""", "/States/Map/ItemSelector/x.$ is 'States.Format('{}', $.a)'; the local cloud models $ or $$ followed by .name")]
    [InlineData("/States/Map/ItemSelector", """{"x.$":5}""", "/States/Map/ItemSelector/x.$ is 5; expected a path as text")]
    [InlineData("/States/Map/ResultPath", "\"$.a[0]\"", "/States/Map/ResultPath is '$.a[0]'")]
    public void WhatIsNotModelled(string place, string json, string expected) => Refused(place, json, expected);

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html and the pages of its fields.</summary>
    [Theory]
    [InlineData("/States/Map/ItemProcessor/ProcessorConfig/ExecutionType", null, "/ProcessorConfig/ExecutionType is missing; expected text")]
    [InlineData("/States/Map/ItemReader", null, "/States/Map/ItemReader is missing")]
    [InlineData("/States/Map/ItemReader/ReaderConfig/InputType", "\"MANIFEST\"", "/ReaderConfig/InputType is \"MANIFEST\"; expected JSON")]
    [InlineData("/States/Map/ItemReader/ReaderConfig/ItemsPointer", "\"shards\"", "expected a JSON Pointer such as /shards")]
    [InlineData("/States/Map/ItemReader/Parameters/Bucket", null, "/ItemReader/Parameters/Bucket is missing")]
    [InlineData("/States/Map/ResultWriter/Parameters/Prefix", null, "/ResultWriter/Parameters/Prefix is missing")]
    [InlineData("/States/Map/Label", "\"a b\"", "/States/Map/Label is \"a b\"; expected 1 to 40 letters")]
    [InlineData("/States/Map/Label", null, "/States/Map/Label is missing")]
    [InlineData("/States/Map/ToleratedFailurePercentage", "100.5", "expected a number from 0 to 100")]
    [InlineData("/States/Map/MaxConcurrency", "-1", "/States/Map/MaxConcurrency is -1")]
    [InlineData("/States/Map/ItemBatcher", """{"BatchInput":{}}""", "/States/Map/ItemBatcher has neither MaxItemsPerBatch nor MaxInputBytesPerBatch")]
    [InlineData("/States/Map/ItemBatcher/MaxItemsPerBatch", "2", "/States/Map/ItemBatcher has MaxItemsPerBatch and MaxItemsPerBatchPath")]
    [InlineData("/States/Map/ItemBatcher/MaxInputBytesPerBatch", "262145", "/ItemBatcher/MaxInputBytesPerBatch is 262145; expected a number from 1 to 262144")]
    public void MapFields(string place, string? json, string expected) => Refused(place, json, expected);

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html</summary>
    [Theory]
    [InlineData("""[{"ErrorEquals":["A"],"IntervalSeconds":0}]""", "/Retry/0/IntervalSeconds is 0")]
    [InlineData("""[{"ErrorEquals":["A"],"IntervalSeconds":1.5}]""", "/Retry/0/IntervalSeconds is 1.5; expected a whole number")]
    [InlineData("""[{"ErrorEquals":["A"],"BackoffRate":0.5}]""", "/Retry/0/BackoffRate is 0.5")]
    [InlineData("""[{"ErrorEquals":["A"],"MaxAttempts":-1}]""", "/Retry/0/MaxAttempts is -1")]
    [InlineData("""[{"ErrorEquals":["A"],"IntervalSeconds":5,"MaxDelaySeconds":5}]""", "/Retry/0/MaxDelaySeconds is 5; expected a number from 6")]
    [InlineData("""[{"ErrorEquals":["A"],"JitterStrategy":"SOME"}]""", "/Retry/0/JitterStrategy is \"SOME\"; expected FULL or NONE")]
    [InlineData("""[{"ErrorEquals":["A"]},{"ErrorEquals":["States.ALL","B"]}]""", "/Retry/1/ErrorEquals has States.ALL among others")]
    [InlineData("""[{"ErrorEquals":[]}]""", "/Retry/0/ErrorEquals is []; expected a list with entries")]
    [InlineData("[]", "/Retry is []; expected a list with entries")]
    public void RetryFields(string json, string expected) => Refused("/States/Reduce/Retry", json, expected);

    [Fact]
    public void NamesAreAtMost80Characters() =>
        Refused($"/States/{new string('x', 81)}", """{"Type":"Fail"}""", "has 81 characters; expected 1 to 80");

    [Fact]
    public void DefinitionsAreAtMostOneMegabyte()
    {
        var failure = Assert.Throws<FormatException>(() => DefinitionReader.Read(Definitions.Map.With("/Comment", $"\"{new string('x', 1024 * 1024)}\"")));
        Assert.EndsWith("expected at most 1048576", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "the definition is not JSON")]
    [InlineData("[]", "the definition is []; expected an object")]
    [InlineData("""{"StartAt":"A","StartAt":"A"}""", "the definition is not JSON")]
    public void WhatIsNoDefinition(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => DefinitionReader.Read(json)).Message, StringComparison.Ordinal);

    private static void Refused(string place, string? json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => DefinitionReader.Read(Definitions.Map.With(place, json))).Message, StringComparison.Ordinal);
}
