package dev.mandate.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An identifier in a call's arguments.
 *
 * @param argument dotted name of the argument; elements of a list share the list's name
 * @param whole the argument is nothing but the identifier, or a list of addresses, rather than a text in which it appears
 */
public record Mention(String argument, Identifier identifier, boolean whole) {
    /** Of one look through arguments or a text; what comes after them isn't found. */
    public static final int MAX = 128;

    private static final int MAX_NAME = 256;

    /** Of all objects within a call's arguments together. */
    private static final int LONGEST_NAMES = 24;

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

    /** The texts and numbers of arguments at any depth, one after the other, without what nobody sees. */
    static void texts(Object value, List<String> into) {
        each(value, text -> {
            if (into.size() < MAX) into.add(Spelling.plain(text.toString()));
        });
    }

    /**
     * The same as they are written, and what objects within arguments call their members, since whoever calls may call them anything: all but
     * short names. One more than {@link #MAX} where there are more.
     */
    static List<String> written(Map<String, Object> arguments) {
        var written = new ArrayList<String>();
        each(arguments, text -> {
            if (written.size() <= MAX) written.add(text.toString());
        });
        var names = new StringBuilder();
        for (var value : arguments.values()) names(value, names);
        if (names.length() > LONGEST_NAMES) written.add(names.toString());
        return written;
    }

    /** Up to a few characters more than are looked at. */
    private static void names(@Nullable Object value, StringBuilder into) {
        if (into.length() > LONGEST_NAMES) return;
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> {
                into.append(name);
                names(inner, into);
            });
        } else if (value instanceof Iterable<?> list) {
            for (var inner : list) names(inner, into);
        }
    }

    private static void each(Object value, Consumer<Object> texts) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> {
                if (inner != null) each(inner, texts);
            });
        } else if (value instanceof Iterable<?> list) {
            for (var inner : list) if (inner != null) each(inner, texts);
        } else {
            texts.accept(value);
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
            read(name, Spelling.plain(value.toString()), named, found);
        }
    }

    private static void read(String name, String text, Predicate<String> named, List<Mention> found) {
        var room = MAX - found.size();
        if (room == 0) return;
        var seen = MentionsInText.of(text, room);
        if (seen.link()
                || text.length() <= MAX_NAME
                        && seen.all().party()
                        && named.test(seen.all().value())) {
            found.add(new Mention(name, seen.all(), true));
            return;
        }
        for (var each : seen.within()) found.add(new Mention(name, each.identifier(), each.whole()));
    }
}
