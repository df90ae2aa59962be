using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>The AWS CLI's shorthand: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("size=3", """{"size":"3"}""")]
    [InlineData("a=1,b=2", """{"a":"1","b":"2"}""")]
    [InlineData("list=a,b,c", """{"list":["a","b","c"]}""")]
    [InlineData("list=a,b,key=c", """{"list":["a","b"],"key":"c"}""")]
    [InlineData("environment=[{name=A,value=1},{name=B,value=}]", """{"environment":[{"name":"A","value":"1"},{"name":"B","value":""}]}""")]
    [InlineData("outer={inner={leaf=x}}", """{"outer":{"inner":{"leaf":"x"}}}""")]
    [InlineData("text='a, b=c'", """{"text":"a, b=c"}""")]
    [InlineData("text=\"say \\\"hi\\\"\"", """{"text":"say \"hi\""}""")]
    [InlineData("value=a=b", """{"value":"a=b"}""")]
    [InlineData("empty=[]", """{"empty":[]}""")]
    [InlineData("""{"size":3}""", """{"size":3}""")]
    public void ShorthandMeansJson(string shorthand, string json) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), Shorthand.ReadObject("--option", shorthand)), Shorthand.ReadObject("--option", shorthand).ToJsonString());

    [Theory]
    [InlineData("size", "position 5: expected key=value, found the end")]
    [InlineData("=3", "position 1: expected key=value, found '='")]
    [InlineData("a=[b", "position 5: expected ], found the end")]
    [InlineData("a={b=c", "position 7: expected }, found the end")]
    [InlineData("a='b", "expected a closing '")]
    [InlineData("a=[b]c", "position 6: expected a comma or the end, found 'c'")]
    [InlineData("{", "invalid JSON")]
    [InlineData("""{"a":1,"a":2}""", "invalid JSON")]
    [InlineData("[1]", "expected a JSON object")]
    public void WrongShorthandIsRefusedWithItsPlace(string shorthand, string message)
    {
        var refusal = Assert.Throws<AwsUsageException>(() => Shorthand.ReadObject("--option", shorthand));
        Assert.StartsWith("--option: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the following arguments are required: --job-id", "--reason", "x")]
    [InlineData("argument --job-id: expected one argument", "--job-id", "--reason", "x")]
    [InlineData("does not model 'extra'", "--job-id", "x", "extra")]
    public void WrongOptionsAreRefusedByName(string message, params string[] argv)
    {
        AwsOption[] options = [new("--job-id", Required: true), new("--reason", Required: true)];
        Assert.Contains(message, Assert.Throws<AwsUsageException>(() => AwsArguments.Parse("batch terminate-job", options, argv)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueMayStandBehindAnEqualsSign() =>
        Assert.Equal("a=b", AwsArguments.Parse("x", [new("--reason")], ["--reason=a=b"]).Text("--reason"));
}
