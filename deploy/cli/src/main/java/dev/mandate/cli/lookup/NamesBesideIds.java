package dev.mandate.cli.lookup;

import dev.mandate.events.cloudevents.PlainText;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for people to read, each beside the id that machines go by: of people, agents, workloads and clients, and of tools. Each is asked for
 * once, and of very many the last keep their ids, as does whoever isn't known or can't be asked about now.
 */
public final class NamesBesideIds {
    /** Of one answer; more names would mean more requests than somebody waits for. */
    public static final int MOST = 20;

    /** Characters of a name in a sentence. */
    static final int MOST_SHOWN = 100;

    private static final Pattern SOMEBODY =
            Pattern.compile("\\b(?:(?:agent|person|workload)/)?((?:per|agt|wkl|cli)_[a-z0-9]+)");
    private static final String TOOL = "tool/";

    private final Function<String, Optional<String>> names;
    private final Map<String, Optional<String>> asked = new HashMap<>();

    /** @param names by the id of somebody, or {@code tool/<id>}; empty where nobody has it */
    public NamesBesideIds(Function<String, Optional<String>> names) {
        this.names = names;
    }

    /** Of somebody, or a tool; anything else stays as it is. */
    public String of(String id) {
        if (!id.startsWith(TOOL)) return in(id);
        return name(id).filter(title -> !title.equals(id.substring(TOOL.length())))
                .map(title -> quoted(title, id))
                .orElse(id);
    }

    /** A text with all whom it names, and delegations by the words of their tasks. */
    public String in(String text) {
        var named = SOMEBODY.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(name(found.group(1))
                        .map(name -> quoted(name, found.group(1)))
                        .orElse(found.group())));
        return TasksInWords.in(named, id -> name(id).map(task -> quoted(task, id)));
    }

    private Optional<String> name(String id) {
        if (!asked.containsKey(id)) asked.put(id, asked.size() < MOST ? ask(id) : Optional.empty());
        return asked.getOrDefault(id, Optional.empty());
    }

    private Optional<String> ask(String id) {
        try {
            return names.apply(id).filter(name -> !name.equals(id));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String quoted(String name, String id) {
        return PlainText.quoted(name, MOST_SHOWN) + " (" + id + ")";
    }
}
