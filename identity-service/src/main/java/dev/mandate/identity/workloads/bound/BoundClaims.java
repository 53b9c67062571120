package dev.mandate.identity.workloads.bound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token must say to be a workload's: each claim exactly this value, {@code sub} among them. There are no patterns, since whatever
 * matches more than one name matches a stranger's one day.
 *
 * @param values by a claim's name or, where it begins with {@code /}, by the JSON pointer (RFC 6901) to a member of one, such as
 *     {@code /kubernetes.io/namespace}
 */
record BoundClaims(Map<String, String> values) {
    static final int MOST = 20;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST = 300;
    private static final String SUBJECT = "sub";

    /** Seen with every token, and of no use for telling one from another. */
    private static final Pattern OF_EVERY_TOKEN = Pattern.compile("iss|aud|exp|nbf|iat|jti");

    BoundClaims {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException in words, for what could match a stranger or nobody */
    static BoundClaims check(Map<String, @Nullable String> claims) {
        if (claims.size() > MOST) throw new IllegalArgumentException("at most " + MOST + " claims");
        var checked = new TreeMap<String, String>();
        claims.forEach((name, value) -> checked.put(name(name), value(name, value)));
        if (!checked.containsKey(SUBJECT))
            throw new IllegalArgumentException("name sub, and with it whatever else tells this workload from others");
        return new BoundClaims(checked);
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

    /** Whether the token says all of it. A list, or what isn't there, is none of it. */
    boolean match(JWTClaimsSet token) {
        JsonNode said = EventJson.mapper().valueToTree(token.getClaims());
        return values.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(text(said, wanted.getKey())));
    }

    private static @Nullable String text(JsonNode claims, String name) {
        var claim = name.startsWith("/") ? claims.at(name) : claims.path(name);
        return claim.isTextual() || claim.isBoolean() || claim.isIntegralNumber() ? claim.asText() : null;
    }

    String json() {
        try {
            return EventJson.mapper().writeValueAsString(new TreeMap<>(values));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static BoundClaims parse(String json) {
        try {
            return new BoundClaims(EventJson.mapper().readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the claims of a binding can't be read", e);
        }
    }
}
