const inlineDepth = 4;

/** JSON with sorted keys and one property a line, so that a change of version reads well as a difference. */
export function writeFacts(value) {
  return `${write(value, 0)}\n`;
}

function write(value, depth) {
  if (depth >= inlineDepth || value === null || typeof value !== "object" || Array.isArray(value)) return inline(value);
  const keys = depth === 0 ? Object.keys(value) : ordered(value, depth);
  if (keys.length === 0) return "{}";
  const indent = "  ".repeat(depth + 1);
  const lines = keys.map(key => `${indent}${JSON.stringify(key)}: ${write(value[key], depth + 1)}`);
  return `{\n${lines.join(",\n")}\n${"  ".repeat(depth)}}`;
}

// A resource reads name, inputs, outputs; an enum keeps the order of the package; all else is sorted by code units.
function ordered(value, depth) {
  const keys = Object.keys(value);
  return depth === 2 ? keys : keys.sort();
}

function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (value !== null && typeof value === "object")
    return `{ ${Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${inline(v)}`).join(", ")} }`;
  return JSON.stringify(value);
}
