package dev.mandate.identity.surfaces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * On which surfaces of the catalogue an issuer's word puts whoever shows it. The surface there names the issuer too, so that neither alone puts anybody anywhere.
 *
 * @param rules in the order in which they were given; none for an issuer whose word is about no surface
 */
public record SurfaceRules(List<Rule> rules) {
    public static final SurfaceRules NONE = new SurfaceRules(List.of());

    private static final int MOST = 16;

    public SurfaceRules {
        rules = List.copyOf(rules);
    }

    /**
     * @param surface id in the catalogue
     * @param claims all that the issuer must say with it; with none its word alone is enough
     */
    public record Rule(String surface, WantedClaims claims) {
        /** For people. */
        String words() {
            return "its word puts on the surface " + PlainText.quoted(surface) + " "
                    + (claims.values().isEmpty() ? "everybody" : "whoever it says this of: " + claims.words());
        }
    }

    /**
     * A rule, as somebody asks for it.
     *
     * @param surface id of a surface in the catalogue, whose {@code issuers} name this issuer
     * @param claims what a token must say with it, each exactly; a name that begins with {@code /} is a JSON pointer. At most 20 texts, numbers and truth values as texts
     */
    public record Wanted(@Nullable String surface, @Nullable Map<String, @Nullable String> claims) {}

    /** @throws IllegalArgumentException in words */
    public static SurfaceRules check(List<@Nullable Wanted> wanted) {
        if (wanted.size() > MOST) throw new IllegalArgumentException("at most " + MOST + " rules");
        return new SurfaceRules(
                wanted.stream().map(SurfaceRules::rule).distinct().toList());
    }

    private static Rule rule(@Nullable Wanted wanted) {
        if (wanted == null || wanted.surface() == null || !wanted.surface().matches("[0-9A-Za-z._/-]{1,120}"))
            throw new IllegalArgumentException(
                    "name a surface, by 1 to 120 letters, digits, dots, dashes, slashes or underscores");
        return new Rule(
                wanted.surface(),
                wanted.claims() == null ? new WantedClaims(Map.of()) : WantedClaims.check(wanted.claims()));
    }

    /** Surfaces on which somebody is of whom the issuer says this, each with the issuer. */
    public Map<String, String> met(String issuer, Map<String, Object> claims) {
        var met = new TreeMap<String, String>();
        for (var rule : rules) if (rule.claims().match(claims)) met.put(rule.surface(), issuer);
        return met;
    }

    /** For people, one line each. */
    public List<String> words() {
        return rules.stream().map(Rule::words).toList();
    }

    /**
     * What people are told before they trust an issuer with these, one line each.
     *
     * @param before its rules until now; empty where it isn't trusted yet
     */
    public List<String> touches(Optional<SurfaceRules> before) {
        var until = before.filter(it -> !it.equals(this))
                .map(it -> it.rules.isEmpty() ? "its word puts nobody on a surface" : String.join(", ", it.words()))
                .map(it -> "until now " + it);
        return Stream.concat(words().stream(), until.stream()).toList();
    }

    /** Surfaces on which an attester of clients puts any client of which it likes to say so, in words; empty where each rule is of one subject. */
    public List<String> ofAnyClient() {
        return rules.stream()
                .filter(rule -> !rule.claims().nameSubject())
                .map(rule -> PlainText.quoted(rule.surface()))
                .distinct()
                .toList();
    }

    /** Null for none. */
    public @Nullable String json() {
        return rules.isEmpty() ? null : written(rules);
    }

    public static SurfaceRules parse(@Nullable String json) {
        return json == null ? NONE : new SurfaceRules(read(json, new TypeReference<>() {}));
    }

    /** Surfaces that somebody is on, as a column has them; null for none. */
    public static @Nullable String column(Map<String, String> surfaces) {
        return surfaces.isEmpty() ? null : written(new TreeMap<>(surfaces));
    }

    public static Map<String, String> ofColumn(@Nullable String column) {
        return column == null ? Map.of() : read(column, new TypeReference<>() {});
    }

    private static String written(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the surfaces of a row can't be read", e);
        }
    }
}
