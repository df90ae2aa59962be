/**
 * In packages bridged from Terraform, "always set as an output" is said to TypeScript only: in .NET a property of a nested type is optional
 * as an output when it is optional as an input.
 */
export function optionalAsInputs(types) {
  for (const type of Object.values(types).filter(t => t.in && t.out))
    for (const [name, property] of Object.entries(type.out))
      if (isOptional(type.in[name]) && !isOptional(property)) type.out[name] = makeOptional(property);
  return types;
}

const typeOf = property => typeof property === "string" ? property : property?.type ?? "";

const isOptional = property => typeOf(property).endsWith("?");

const makeOptional = property => typeof property === "string" ? `${property}?` : { ...property, type: `${property.type}?` };
