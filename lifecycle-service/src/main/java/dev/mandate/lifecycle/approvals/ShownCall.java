package dev.mandate.lifecycle.approvals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person is shown of a call, so that he can answer: in words of ours, with what is somebody else's cut and without marks that
 * could pass for them.
 *
 * @param tool its title, or what stands for it
 * @param application null where nobody registered the tool
 * @param labels of the tool
 * @param arguments by name, each as a text
 * @param more how many arguments there are besides
 * @param why the decision held it back
 * @param callsBefore what the session was allowed before
 * @param labelsBefore of the tools that it called
 */
record ShownCall(
        String tool,
        @Nullable String application,
        List<String> labels,
        Map<String, String> arguments,
        int more,
        String why,
        long callsBefore,
        List<String> labelsBefore) {
    private static final int MOST_ARGUMENTS = 20;
    private static final int LONGEST = 300;
    private static final int LONGEST_NAME = 80;

    /** Whoever approves need not see them, and rows shouldn't hold them. */
    private static final Pattern SECRET = Pattern.compile(
            ".*(?:passw|secret|token|credential|authorization|api_?-?key|private_?-?key|cookie).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String HIDDEN = "(not shown)";
    private static final Set<String> RECEIVED =
            Set.of(ToolLabel.MONEY.text(), ToolLabel.GRANT.text(), ToolLabel.CREDENTIAL.text());

    ShownCall {
        labels = List.copyOf(labels);
        arguments = Collections.unmodifiableMap(new TreeMap<>(arguments)); // a row keeps no order
        labelsBefore = List.copyOf(labelsBefore);
    }

    /** @param registered null where the catalogue doesn't have it */
    static ShownCall of(Decided asked, @Nullable Tool registered) {
        var arguments = asked.arguments() == null ? Map.<String, Object>of() : asked.arguments();
        var shown = new TreeMap<String, String>();
        for (var name :
                arguments.keySet().stream().sorted().limit(MOST_ARGUMENTS).toList())
            shown.put(cut(name, LONGEST_NAME), value(name, arguments.get(name)));
        var approval = asked.approval();
        var before = approval == null ? null : approval.before();
        return new ShownCall(
                cut(registered == null ? asked.resource() : registered.title(), LONGEST_NAME),
                registered == null ? null : registered.application(),
                registered == null
                        ? List.of()
                        : registered.labels().stream()
                                .map(ToolLabel::text)
                                .sorted()
                                .toList(),
                shown,
                Math.max(0, arguments.size() - MOST_ARGUMENTS),
                cut(String.valueOf(asked.explanation()), 2 * LONGEST),
                before == null ? 0 : before.calls(),
                before == null ? List.of() : before.labels());
    }

    /** Somebody gets something by the call: money, a right, a credential. */
    boolean isReceived() {
        return labels.stream().anyMatch(RECEIVED::contains);
    }

    /** One sentence each: what will happen, what happened before, why somebody is asked. */
    List<String> sentences(String who, String forWhom) {
        var given = new ArrayList<String>();
        arguments.forEach((name, value) -> given.add(name + " = " + value));
        if (more > 0) given.add("and " + more + " more");
        var what = who + " wants to call " + tool + (application == null ? "" : " of " + application)
                + (forWhom.isEmpty() ? "" : " for " + forWhom)
                + (given.isEmpty() ? ", without arguments." : ", with " + String.join(", ", given) + ".");
        return Stream.of(what, before(), why).toList();
    }

    private String before() {
        if (callsBefore == 0) return "Nothing was done in this session before.";
        var calls = callsBefore == 1 ? "One call was" : callsBefore + " calls were";
        return calls + " allowed in this session before"
                + (labelsBefore.isEmpty()
                        ? ", none of them of a kind that matters."
                        : ", among them of tools labelled " + String.join(", ", labelsBefore) + ".");
    }

    private static String value(String name, @Nullable Object value) {
        if (SECRET.matcher(name).matches()) return HIDDEN;
        try {
            var whole = PlainText.shown(EventJson.mapper().writeValueAsString(hidden(value)));
            var shown = cut(whole, LONGEST);
            return shown.equals(whole) ? whole : shown + " (and " + (whole.length() - LONGEST) + " more characters)";
        } catch (JsonProcessingException e) {
            return HIDDEN;
        }
    }

    private static @Nullable Object hidden(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var members = new TreeMap<String, Object>();
            map.forEach((name, its) -> {
                var shown = SECRET.matcher(String.valueOf(name)).matches() ? HIDDEN : hidden(its);
                if (shown != null) members.put(String.valueOf(name), shown);
            });
            return members;
        }
        return value instanceof List<?> list
                ? list.stream().map(ShownCall::hidden).toList()
                : value;
    }

    private static String cut(String text, int most) {
        var plain = PlainText.shown(text);
        if (plain.length() <= most) return plain;
        var end = Character.isHighSurrogate(plain.charAt(most - 1)) ? most - 1 : most;
        return plain.substring(0, end) + "…";
    }
}
