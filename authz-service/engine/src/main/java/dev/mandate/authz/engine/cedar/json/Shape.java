package dev.mandate.authz.engine.cedar.json;

import java.util.Map;

/** What a schema says about a value, as far as it takes to read one that is written without escapes. */
sealed interface Shape {

    /** Written so that its JSON tells its type, or not described by a schema. */
    Shape PLAIN = new Plain();

    record Plain() implements Shape {}

    /** May be written as {@code {"type", "id"}}. */
    record OfEntity() implements Shape {}

    /** May be written as the argument of its constructor, or as {@code {"fn", "arg"}}. */
    record OfExtension(String constructor) implements Shape {}

    record OfSet(Shape element) implements Shape {}

    record OfRecord(Map<String, Shape> attributes) implements Shape {

        Shape attribute(String name) {
            return attributes.getOrDefault(name, PLAIN);
        }
    }

    /** The shape of an attribute; plain where this is no record. */
    default Shape at(String name) {
        return this instanceof OfRecord record ? record.attribute(name) : PLAIN;
    }
}
