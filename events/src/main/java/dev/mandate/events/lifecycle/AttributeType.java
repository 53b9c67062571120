package dev.mandate.events.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an attribute of an application's resource is. Written in lower case. */
public enum AttributeType {
    STRING,
    /** A whole number of 64 bits. */
    LONG,
    BOOLEAN,
    /** A set of strings. */
    STRINGS,
    /** The id of a person. */
    PERSON,
    /** The id of an agent or workload. */
    AGENT;

    private final String text = name().toLowerCase(Locale.ROOT);

    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AttributeType of(String text) {
        for (var type : values()) if (type.text().equals(text)) return type;
        throw new IllegalArgumentException("unknown type; one of string, long, boolean, strings, person, agent");
    }
}
