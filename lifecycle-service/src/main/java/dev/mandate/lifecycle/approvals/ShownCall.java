package dev.mandate.lifecycle.approvals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.Constraint;
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
 * @param whole whether nothing of them is cut or left out, but secrets
 * @param why the decision held it back
 * @param callsBefore what the session was allowed before
 * @param labelsBefore of the tools that it called
 * @param names of the arguments, as they are; none of rows from before they were kept
 * @param limits that would hold other calls to what this one was, by its arguments; none of rows from before they were kept
 * @param client that has the token by which the call is made, as it shows; null where none was shown, and of rows from before it was kept
 */
record ShownCall(
        String tool,
        @Nullable String application,
        List<String> labels,
        Map<String, String> arguments,
        int more,
        boolean whole,
        String why,
        long callsBefore,
        List<String> labelsBefore,
        List<String> names,
        List<Constraint> limits,
        @Nullable String client) {
    private static final int MOST_ARGUMENTS = 50;
    private static final int LONGEST = 4_000;
    private static final int LONGEST_OF_ALL = 16_000;
    private static final int LONGEST_WHY = 600;
    private static final int LONGEST_NAME = 80;

    /** Whoever approves need not see them, and rows shouldn't hold them. */
    private static final Pattern SECRET = Pattern.compile(
            ".*(?:passw|secret|token|credential|authorization|api_?-?key|private_?-?key|cookie).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String A_TOOL = "tool/";
    /** As {@link #what(Decided)} says it. */
    private static final Pattern OWN_RESOURCE =
            Pattern.compile("(?<action>[^ ]+) (?<type>[^ /]+)/(?<id>.+)", Pattern.DOTALL);

    private static final Pattern VERB = Pattern.compile("[a-z]+");
    /** Of several anybody could make a sentence that goes on as ours. */
    private static final Pattern ONE_WORD = Pattern.compile("[^\\p{Z}“”]+");

    private static final String HIDDEN = "(not shown)";
    private static final Set<String> RECEIVED =
            Set.of(ToolLabel.MONEY.text(), ToolLabel.GRANT.text(), ToolLabel.CREDENTIAL.text());

    ShownCall {
        labels = List.copyOf(labels);
        arguments = Collections.unmodifiableMap(new TreeMap<>(arguments)); // a row keeps no order
        labelsBefore = List.copyOf(labelsBefore);
        names = names == null ? List.of() : List.copyOf(names);
        limits = limits == null ? List.of() : List.copyOf(limits);
    }

    /** @param registered null where the catalogue doesn't have it */
    static ShownCall of(Decided asked, @Nullable Tool registered) {
        var arguments = said(asked);
        var own = asked.arguments() == null ? Map.<String, Object>of() : asked.arguments();
        var shown = new TreeMap<String, String>();
        var whole = arguments.size() <= MOST_ARGUMENTS;
        for (var name :
                arguments.keySet().stream().sorted().limit(MOST_ARGUMENTS).toList()) {
            var text = text(name, arguments.get(name));
            whole &= text.length() <= LONGEST && PlainText.shown(name).length() <= LONGEST_NAME;
            shown.put(cut(name, LONGEST_NAME), shortened(text));
        }
        whole &= shown.values().stream().mapToInt(String::length).sum() <= LONGEST_OF_ALL;
        var approval = asked.approval();
        var before = approval == null ? null : approval.before();
        var established = asked.established();
        return new ShownCall(
                cut(registered == null ? what(asked) : registered.title(), LONGEST_NAME),
                registered == null ? null : registered.application(),
                registered == null
                        ? List.of()
                        : registered.labels().stream()
                                .map(ToolLabel::text)
                                .sorted()
                                .toList(),
                shown,
                Math.max(0, arguments.size() - MOST_ARGUMENTS),
                whole,
                cut(String.valueOf(asked.explanation()), LONGEST_WHY),
                before == null ? 0 : before.calls(),
                before == null ? List.of() : before.labels(),
                own.keySet().stream().sorted().limit(MOST_ARGUMENTS).toList(),
                ClosestLimits.of(own),
                established == null ? null : established.client());
    }

    /** What it is asked with: its arguments, and what an application says of a resource of its own. */
    static Map<String, Object> said(Decided asked) {
        var said = new TreeMap<String, Object>();
        if (asked.asserted() != null && asked.asserted().get("resource") instanceof Map<?, ?> claims)
            claims.forEach((name, value) -> said.put(String.valueOf(name), value));
        if (asked.arguments() != null)
            asked.arguments()
                    .forEach((name, value) -> said.put(said.containsKey(name) ? name + " (argument)" : name, value));
        return said;
    }

    /** Of an application's own resource: what would be done with it. */
    private static String what(Decided asked) {
        return asked.tool() != null ? asked.resource() : asked.action() + " " + asked.resource();
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
        var what = who + " " + what(forWhom)
                + (given.isEmpty() ? ", without arguments." : ", with " + String.join(", ", given) + ".");
        return Stream.of(what, before(), why).toList();
    }

    /** The same without the arguments, for whoever nobody has signed in to see them. */
    List<String> brief(String who, String forWhom) {
        return List.of(who + " " + what(forWhom) + ".", before(), why);
    }

    /**
     * What will happen, without who begins it and without the arguments: {@code wants to call “Send a mail” of the application mail for Ada}. A
     * title is in quotes, since it is somebody's words, and so is a name of several.
     */
    String what(String forWhom) {
        return wanted() + (forWhom.isEmpty() ? "" : " for " + PlainText.shown(forWhom));
    }

    private String wanted() {
        if (application != null)
            return "wants to call " + PlainText.quoted(tool) + " of the application " + application;
        if (tool.startsWith(A_TOOL)) return "wants to call the tool " + word(tool.substring(A_TOOL.length()));
        var own = OWN_RESOURCE.matcher(tool);
        if (!own.matches()) return "wants to call " + word(tool);
        var action = own.group("action");
        var with = word(own.group("type")) + " " + word(own.group("id"));
        return VERB.matcher(action).matches()
                ? "wants to " + action + " " + with
                : "wants to do " + PlainText.quoted(action) + " with " + with;
    }

    private static String word(String name) {
        return ONE_WORD.matcher(name).matches() ? name : PlainText.quoted(name);
    }

    private String before() {
        if (callsBefore == 0) return "Nothing was done in this session before.";
        var labels = String.join(", ", labelsBefore);
        if (callsBefore == 1)
            return "One call was allowed in this session before, of "
                    + (labels.isEmpty() ? "no kind that matters." : "a tool labelled " + labels + ".");
        return callsBefore + " calls were allowed in this session before, "
                + (labels.isEmpty()
                        ? "none of them of a kind that matters."
                        : "among them of tools labelled " + labels + ".");
    }

    private static String shortened(String text) {
        var shown = cut(text, LONGEST);
        return shown.equals(text) ? text : shown + " (and " + (text.length() - LONGEST) + " more characters)";
    }

    /** Nobody is shown what it is. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    private static String text(String name, @Nullable Object value) {
        if (isSecret(name)) return HIDDEN;
        try {
            return PlainText.shown(EventJson.mapper().writeValueAsString(hidden(value)));
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
