package dev.mandate.lifecycle.approvals;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.digests.Sha256;
import dev.mandate.lifecycle.workers.Worker;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may get something by a call whose tool moves money or gives rights or credentials: whoever its arguments name. They are kept as
 * digests, since an approval's row has no arguments but those that are shown.
 *
 * @param digests of each text that could be a person's id, number or address; at most {@link #MOST}
 */
record Receivers(@JsonValue Set<String> digests) {
    static final Receivers NOBODY = new Receivers(Set.of());

    /** With more, nobody could read them all before he says yes, and nobody is asked. */
    static final int MOST = 200;

    /** In characters; longer than any id, number or address. */
    private static final int LONGEST = 320;

    private static final int DIGEST_BYTES = 16;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;:<>()\"'\\[\\]]+");

    @JsonCreator
    Receivers {
        digests = digests == null ? Set.of() : Set.copyOf(digests);
    }

    /** @return empty where they are too many */
    static Optional<Receivers> of(@Nullable Map<String, Object> arguments) {
        var found = new TreeSet<String>();
        return arguments == null || collect(arguments, found) ? Optional.of(new Receivers(found)) : Optional.empty();
    }

    /** By identity id, employee number or address. */
    boolean name(Worker person) {
        return !digests.isEmpty() && digestsOf(person).stream().anyMatch(digests::contains);
    }

    /** Of what this person would be named by. */
    static Set<String> digestsOf(Worker person) {
        var standing = person.standing();
        return Stream.concat(
                        Stream.of(person.identity().value(), person.employeeId()),
                        standing == null
                                ? Stream.of()
                                : Stream.ofNullable(standing.attributes().email()))
                .map(Receivers::digest)
                .collect(Collectors.toSet());
    }

    private static boolean collect(@Nullable Object value, Set<String> found) {
        if (value instanceof Map<?, ?> map)
            return map.entrySet().stream()
                    .allMatch(entry -> collect(entry.getKey(), found) && collect(entry.getValue(), found));
        if (value instanceof List<?> list) return list.stream().allMatch(each -> collect(each, found));
        if (value instanceof Number number) found.add(digest(number.toString()));
        if (value instanceof String text) addTexts(text, found);
        return found.size() <= MOST;
    }

    /** The whole of it, and what it mentions: {@code Ada <ada@acme.example>}. */
    private static void addTexts(String text, Set<String> found) {
        if (text.length() <= LONGEST) found.add(digest(text));
        if (text.indexOf('@') < 0 && !text.contains("per_")) return;
        for (var word : BETWEEN_WORDS.split(text))
            if (word.length() <= LONGEST && (word.indexOf('@') >= 0 || word.contains("per_")) && found.size() <= MOST)
                found.add(digest(word));
    }

    private static String digest(String text) {
        return Sha256.of(text.strip().toLowerCase(Locale.ROOT)).hex(DIGEST_BYTES);
    }
}
