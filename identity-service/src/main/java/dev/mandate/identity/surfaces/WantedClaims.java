package dev.mandate.identity.surfaces;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a token of others must say to count for something: each claim exactly this value. There are no patterns, since whatever matches more than one name matches a
 * stranger's one day.
 *
 * @param values by a claim's name or, where it begins with {@code /}, by the JSON pointer (RFC 6901) to a member of one, such as
 *     {@code /kubernetes.io/namespace}; sorted
 */
public record WantedClaims(@JsonValue Map<String, String> values) {
    public static final int MOST = 20;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST = 300;

    /** Seen with every token, and of no use for telling one from another. */
    private static final Pattern OF_EVERY_TOKEN = Pattern.compile("iss|aud|exp|nbf|iat|jti");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WantedClaims {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** @throws IllegalArgumentException in words, for what could match a stranger or nobody */
    public static WantedClaims check(Map<String, @Nullable String> claims) {
        if (claims.size() > MOST) throw new IllegalArgumentException("at most " + MOST + " claims");
        var checked = new TreeMap<String, String>();
        claims.forEach((name, value) -> checked.put(name(name), value(name, value)));
        return new WantedClaims(checked);
    }

    private static String name(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || !PlainText.is(name))
            throw new IllegalArgumentException("names of claims have 1 to " + LONGEST_NAME + " plain characters");
        if (OF_EVERY_TOKEN.matcher(name).matches())
            throw new IllegalArgumentException(name + " is checked of every token; leave it out");
        return name;
    }

    private static String value(String name, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST || !PlainText.is(value))
            throw new IllegalArgumentException(name + " has 1 to " + LONGEST + " plain characters");
        if (value.contains("*"))
            throw new IllegalArgumentException(name + " is compared as it is: * would match nothing but a *");
        return value;
    }

    /** Whether they are of one subject alone. */
    boolean nameSubject() {
        return values.containsKey("sub") || values.containsKey("/sub");
    }

    /** Whether somebody who says this says all of it. A list, or what isn't there, is none of it. */
    public boolean match(Map<String, Object> claims) {
        JsonNode said = EventJson.mapper().valueToTree(claims);
        return values.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(text(said, wanted.getKey())));
    }

    private static @Nullable String text(JsonNode claims, String name) {
        var claim = name.startsWith("/") ? claims.at(name) : claims.path(name);
        return claim.isTextual() || claim.isBoolean() || claim.isIntegralNumber() ? claim.asText() : null;
    }

    /** For people. */
    String words() {
        return values.entrySet().stream()
                .map(it -> PlainText.quoted(it.getKey()) + " is " + PlainText.quoted(it.getValue()))
                .collect(Collectors.joining(" and "));
    }
}
