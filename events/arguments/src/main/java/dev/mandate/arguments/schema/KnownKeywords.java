package dev.mandate.arguments.schema;

import java.util.Map;
import java.util.Set;

/** Keywords that ask for nothing, and what to write instead of those that can't be enforced. */
final class KnownKeywords {
    /** Of older dialects, what means something else there is refused as unknown. */
    static final Set<String> DIALECTS = Set.of(
            "https://json-schema.org/draft/2020-12/schema",
            "https://json-schema.org/draft/2019-09/schema",
            "http://json-schema.org/draft-07/schema");

    private static final Set<String> NOTES = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$comment",
            "$defs",
            "definitions",
            "contentEncoding",
            "contentMediaType",
            "contentSchema");

    /** Read together with another one. */
    private static final Set<String> BESIDE_ANOTHER = Set.of(
            "patternProperties", "additionalProperties", "prefixItems", "then", "else", "minContains", "maxContains");

    private static final String REFERENCE =
            "isn't followed; write $ref with a pointer into the same schema, such as #/$defs/address";
    private static final Map<String, String> INSTEAD = Map.of(
            "unevaluatedProperties",
                    "isn't enforced; write additionalProperties: false in the object that has the properties",
            "unevaluatedItems", "isn't enforced; write items: false beside prefixItems",
            "additionalItems", "is of an older dialect; write items beside prefixItems",
            "dependencies", "is of an older dialect; write dependentRequired or dependentSchemas",
            "$anchor", REFERENCE,
            "$dynamicAnchor", REFERENCE,
            "$dynamicRef", REFERENCE,
            "$recursiveRef", REFERENCE,
            "$id", "may stand only at the top; write $ref with a pointer into the same schema",
            "$vocabulary", "isn't read; leave it out");

    private KnownKeywords() {}

    static boolean asksNothing(String keyword) {
        return NOTES.contains(keyword) || BESIDE_ANOTHER.contains(keyword) || keyword.startsWith("x-");
    }

    static String instead(String keyword) {
        return INSTEAD.getOrDefault(
                keyword,
                "is no keyword of JSON Schema 2020-12 that is enforced; leave it out, or let its name begin with x- if it is"
                        + " only a note");
    }
}
