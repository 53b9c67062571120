package dev.mandate.events.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * An identifier in a call's arguments.
 *
 * @param argument dotted name of the argument; elements of a list share the list's name
 * @param whole the argument is nothing but the identifier, rather than a text in which it appears
 */
public record Mention(String argument, Identifier identifier, boolean whole) {
    private static final int MAX = 128;
    private static final int MAX_NAME = 256;
    // Arguments are written by whoever wants to pass: nothing here is tried twice from one place, and nothing recurses.
    private static final Pattern IDENTIFIER = Pattern.compile(
            "[\\p{L}\\p{N}_.+-]{1,128}+@[\\p{L}\\p{N}_-]++(?:\\.[\\p{L}\\p{N}_-]++)++"
                    + "|https?://[^\\s\"'<>\\\\)\\]]++"
                    + "|www\\.[^\\s\"'<>\\\\)\\]]++"
                    + "|\\b[a-z]{2,8}-?[0-9]{4,}+[a-z0-9-]*+"
                    + "|\\b[a-z]{2}[0-9]{2}[a-z0-9]{6,30}\\b"
                    + "|(?<![\\p{L}\\p{N}])\\+[0-9](?:[ ().-]{0,2}+[0-9]){6,14}+(?![0-9])"
                    + "|(?<![\\p{L}\\p{N}_/])/[\\p{L}\\p{N}_.-]++(?:/[\\p{L}\\p{N}_.-]++)*+",
            Pattern.CASE_INSENSITIVE);

    /** All at any depth, the first 128. */
    public static List<Mention> in(Map<String, Object> arguments) {
        return in(arguments, value -> false);
    }

    /**
     * As {@link #in(Map)}, and with what only the session makes an identifier: a name, channel or repository is any word, until
     * the task or an answer was said to name it.
     *
     * @param named what the task or an answer names, as {@link Identifier} writes it; asked of whole arguments only
     */
    public static List<Mention> in(Map<String, Object> arguments, Predicate<String> named) {
        var found = new ArrayList<Mention>();
        look("", arguments, named, found);
        return found;
    }

    /** The texts and numbers of arguments at any depth, one after the other. */
    static void texts(Object value, List<String> into) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> {
                if (inner != null) texts(inner, into);
            });
        } else if (value instanceof Iterable<?> list) {
            for (var inner : list) if (inner != null) texts(inner, into);
        } else if (into.size() < MAX) {
            into.add(value.toString());
        }
    }

    private static void look(String name, Object value, Predicate<String> named, List<Mention> found) {
        if (name.length() > MAX_NAME) return;
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (inner != null) look(name.isEmpty() ? key.toString() : name + "." + key, inner, named, found);
            });
        } else if (value instanceof Iterable<?> list) {
            for (var inner : list) if (inner != null) look(name, inner, named, found);
        } else {
            read(name, value.toString(), named, found);
        }
    }

    private static void read(String name, String text, Predicate<String> named, List<Mention> found) {
        var all = Identifier.of(text);
        if (all.url() && text.strip().indexOf(' ') < 0 && found.size() < MAX) {
            found.add(new Mention(name, all, true)); // also a bare host, which within a text could be anything
            return;
        }
        if (text.length() <= MAX_NAME && found.size() < MAX && all.party() && named.test(all.value())) {
            found.add(new Mention(name, all, true));
            return;
        }
        for (var match = IDENTIFIER.matcher(text); match.find() && found.size() < MAX; ) {
            var identifier = Identifier.of(match.group());
            if (!identifier.value().isEmpty()) found.add(new Mention(name, identifier, identifier.equals(all)));
        }
    }
}
