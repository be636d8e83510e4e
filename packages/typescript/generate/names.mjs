// Names of the C ABI in TypeScript, also inside comments.

export const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
export const pascal = (name) => camel(`_${name}`);
export const kebab = (name) => name.toLowerCase().replaceAll("_", "-");

/** Private objects, which are classes. */
export const isPrivate = (struct) => struct?.fields[0].name === "private_bytes";

const VERBS = { new: "create", init: "create", public: "publicKey", new_with_ticket: "createWithTicket" };

/**
 * Where a function is: a function of its own, or a method of the class of the object that its name begins with, static if it makes such
 * an object.
 */
export function placeOf(model, { name, parameters }) {
  const classes = [...model.structs.values()].filter(isPrivate).map((struct) => struct.name);
  const type = classes.filter((noun) => name.startsWith(`${noun}_`)).sort((a, b) => b.length - a.length)[0];
  const self = parameters.find((parameter) => parameter.type === type && parameter.direction !== "out" && parameter.pointer);
  const made = parameters.find((parameter) => parameter.type === type && parameter.direction === "out");
  if (type === undefined || (self ?? made) === undefined) return { type: null, self: null, name: camel(name.replace(/_(new|read)$/, "")) };
  const verb = name.slice(type.length + 1);
  return { type, self: self?.name ?? null, name: VERBS[verb] ?? camel(verb) };
}

/** The names of statuses in SPEC.md, from `errors!` of status.rs: by the name of the constant without `FERNET_STATUS_`. */
export function errorNames(statusSource) {
  const table = statusSource.slice(statusSource.indexOf("\nerrors! {"));
  const constant = (variant) => variant.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_").toUpperCase();
  const general = /general \{([^}]*)\}/.exec(table)[1].trim().split(/\s+/).map((name) => [constant(name), name]);
  const labelled = [...table.matchAll(/as "(\w+)" \{([^}]*)\}/g)].flatMap(([, label, body]) =>
    [...body.matchAll(/(\w+) = (\w+),/g)].map(([, variant, status]) => [constant(status), `${label}::${variant}`]),
  );
  return new Map([...general, ...labelled]);
}

/** A comment of the header in the terms of this package. */
export function translator(model, errors) {
  const places = new Map(model.functions.map((item) => [item.name, placeOf(model, item)]));
  const members = new Map([...model.enums.values()].flatMap((item) => item.members.map((member) => [member.constant, kebab(member.name)])));
  const status = (name, any) => {
    if (!any) return errors.has(name) && `\`${errors.get(name)}\``;
    const first = [...errors].find(([key, value]) => key.startsWith(`${name}_`) && value.includes("::"));
    return first && `\`${first[1].split("::")[0]}\``;
  };
  return (text) =>
    text
      .replace(/\bfernet_(\w+)/g, (whole, name) => {
        const place = places.get(name);
        if (place) return `\`${place.type ? `${pascal(place.type)}.` : ""}${place.name}\``;
        return model.structs.has(name) || model.enums.has(name) ? `\`${pascal(name)}\`` : whole;
      })
      .replace(/\bFERNET_NO_\w+/g, "`null`")
      .replace(/\bFERNET_(\w+)/g, (_, name) => (members.has(name) ? `\`"${members.get(name)}"\`` : `\`${name}\``))
      .replace(/\b([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)(_?\.\.\.)?(?![\w`])/g, (whole, name, any) => status(name, any) || whole)
      .replace(/\bNULL\b/g, "`null`")
      .replace(/(\w)->(\w)/g, "$1.$2")
      .replace(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g, (name) => (/^(beta|alpha|pi)_string$/.test(name) ? name : camel(name)));
}
