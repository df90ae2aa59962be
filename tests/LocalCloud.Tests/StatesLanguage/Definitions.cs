using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.StatesLanguage;

/// <summary>Definitions to start from.</summary>
internal static class Definitions
{
    public const string Function = "arn:aws:lambda:us-east-1:123456789012:function:worker";

    /// <summary>A map over a list in S3, a task behind it, and a way to fail.</summary>
    public static JsonObject Map => Parse($$"""
        {
          "StartAt": "Map",
          "States": {
            "Map": {
              "Type": "Map",
              "Label": "shards",
              "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": { "InputType": "JSON", "ItemsPointer": "/shards" },
                "Parameters": { "Bucket": "fleet-data", "Key.$": "$.list" }
              },
              "ItemSelector": { "index.$": "$$.Map.Item.Index" },
              "ItemBatcher": { "MaxItemsPerBatchPath": "$.batch", "BatchInput": { "job.$": "$.job" } },
              "MaxConcurrency": 2,
              "ToleratedFailurePercentage": 100,
              "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
                "StartAt": "Work",
                "States": {
                  "Work": {
                    "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": { "FunctionName": "{{Function}}", "Payload.$": "$" },
                    "OutputPath": "$.Payload", "End": true
                  }
                }
              },
              "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "fleet-data", "Prefix": "results" } },
              "ResultPath": "$.map",
              "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Failed" }],
              "Next": "Reduce"
            },
            "Reduce": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": { "FunctionName": "{{Function}}", "Payload": { "job.$": "$.job", "reduce": true } },
              "OutputPath": "$.Payload", "End": true
            },
            "Failed": { "Type": "Fail", "ErrorPath": "$.failure.Error", "CausePath": "$.failure.Cause" }
          }
        }
        """);

    /// <summary>One task with these members more.</summary>
    public static JsonObject Task(string more = "") => Parse($$"""
        {
          "StartAt": "Work",
          "States": {
            "Work": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": { "FunctionName": "{{Function}}", "Payload.$": "$.order" },
              "End": true{{(more.Length == 0 ? "" : ", " + more)}}
            }{{(more.Contains("\"Failed\"", StringComparison.Ordinal) ? """, "Failed": { "Type": "Fail", "ErrorPath": "$.failure.Error", "CausePath": "$.failure.Cause" }""" : "")}}
          }
        }
        """);

    /// <summary>Sets the member at a JSON Pointer; null takes it away.</summary>
    public static string With(this JsonObject definition, string place, string? json)
    {
        var names = place.Split('/')[1..];
        var at = names[..^1].Aggregate((JsonNode)definition, (node, name) => node is JsonArray list ? list[name[0] - '0']! : node[name]!).AsObject();
        if (json is null)
        {
            Assert.True(at.Remove(names[^1]), place);
        }
        else
        {
            at[names[^1]] = JsonNode.Parse(json);
        }
        return definition.ToJsonString();
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
