using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>
/// The AWS CLI's shorthand for structures, such as <c>size=3</c> or <c>environment=[{name=A,value=1}]</c>; a value that starts
/// with a brace or a bracket is JSON. Every leaf of the shorthand is a text: whoever reads a number converts it.
/// See https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
/// </summary>
internal sealed class Shorthand
{
    private readonly string _option;
    private readonly string _text;
    private int _at;

    private Shorthand(string option, string text) => (_option, _text) = (option, text);

    /// <summary>One structure. Throws <see cref="AwsUsageException"/> naming the option and the place.</summary>
    public static JsonObject ReadObject(string option, string text) =>
        IsJson(text)
            ? ReadJson(option, text) as JsonObject ?? throw new AwsUsageException($"{option}: expected a JSON object, found {text}")
            : new Shorthand(option, text).ReadWhole();

    /// <summary>A list of structures, each in shorthand, or one JSON array.</summary>
    public static JsonArray ReadObjects(string option, IReadOnlyList<string> words)
    {
        if (words is [var single] && IsJson(single))
        {
            return ReadJson(option, single) as JsonArray is { } list && list.All(item => item is JsonObject)
                ? list
                : throw new AwsUsageException($"{option}: expected a JSON array of objects, found {single}");
        }
        return new JsonArray([.. words.Select(word => new Shorthand(option, word).ReadWhole())]);
    }

    private static bool IsJson(string text) => text.TrimStart() is ['{' or '[', ..];

    private static JsonNode? ReadJson(string option, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException failure)
        {
            throw new AwsUsageException($"{option}: invalid JSON: {failure.Message}");
        }
    }

    private JsonObject ReadWhole()
    {
        var result = ReadPairs();
        return _at == _text.Length ? result : throw Unexpected("a comma or the end");
    }

    private JsonObject ReadPairs()
    {
        var result = new JsonObject();
        do
        {
            var key = ReadWhile(character => character is not ('=' or ',' or '{' or '}' or '[' or ']'));
            if (key.Length == 0 || !Take('='))
            {
                throw Unexpected("key=value");
            }
            result[key] = ReadValue(insideList: false);
        }
        while (Take(','));
        return result;
    }

    private JsonNode ReadValue(bool insideList)
    {
        if (Take('['))
        {
            return ReadList();
        }
        if (Take('{'))
        {
            var structure = ReadPairs();
            return Take('}') ? structure : throw Unexpected("}");
        }
        var first = ReadText();
        return insideList || !AnotherItemFollows() ? first : ReadBareList(first);
    }

    private JsonArray ReadList()
    {
        var list = new JsonArray();
        if (Take(']'))
        {
            return list;
        }
        do
        {
            list.Add(ReadValue(insideList: true));
        }
        while (Take(','));
        return Take(']') ? list : throw Unexpected("]");
    }

    // key=a,b,c is a list; key=a,other=b is two keys: what decides is whether an equals sign comes before the next comma.
    private JsonArray ReadBareList(JsonNode first)
    {
        var list = new JsonArray(first);
        while (AnotherItemFollows())
        {
            _at++;
            list.Add(ReadText());
        }
        return list;
    }

    private bool AnotherItemFollows()
    {
        if (_at >= _text.Length || _text[_at] != ',')
        {
            return false;
        }
        var end = _text.AsSpan(_at + 1).IndexOfAny(",}]");
        var item = end < 0 ? _text.AsSpan(_at + 1) : _text.AsSpan(_at + 1, end);
        return item.Length > 0 && (item[0] is '"' or '\'' || !item.Contains('='));
    }

    private JsonValue ReadText() =>
        _at < _text.Length && _text[_at] is '"' or '\''
            ? JsonValue.Create(ReadQuoted(_text[_at++]))
            : JsonValue.Create(ReadWhile(character => character is not (',' or '}' or ']')));

    private string ReadQuoted(char quote)
    {
        var value = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            _at += _text[_at] == '\\' && _at + 1 < _text.Length && (_text[_at + 1] == quote || _text[_at + 1] == '\\') ? 1 : 0;
            value.Append(_text[_at++]);
        }
        return Take(quote) ? value.ToString() : throw Unexpected($"a closing {quote}");
    }

    private string ReadWhile(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _text.Length && belongs(_text[_at]))
        {
            _at++;
        }
        return _text[start.._at];
    }

    private bool Take(char character)
    {
        var found = _at < _text.Length && _text[_at] == character;
        _at += found ? 1 : 0;
        return found;
    }

    private AwsUsageException Unexpected(string expected) =>
        new($"{_option}: error parsing '{_text}' at position {_at + 1}: expected {expected}, found {(_at < _text.Length ? $"'{_text[_at]}'" : "the end")}");
}
