package dev.mandate.audit.trail;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.AgreedTask;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.LimitWords;
import dev.mandate.events.identity.ToolScope;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a person let an agent do, tool by tool, and what of it he had taken away. Whole, it is in the record. */
final class AgreedTaskSentence {
    private static final int MOST_TOOLS = 8;
    private static final int MOST_LIMITS = 4;
    private static final int MOST_VALUES = 4;
    private static final int LONGEST_VALUE = 60;
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._:*/-]{1,120}");

    private AgreedTaskSentence() {}

    /** Such as {@code : invoices.pay (“amount” from 0 to 200), invoices.read, until …; less than was asked for: without mail.send, with further limits on invoices.pay}. */
    static String of(AgreedTask task) {
        return ": " + tools(task.tools()) + ", until " + task.until() + less(task);
    }

    private static String tools(List<ToolScope> tools) {
        return some(tools.stream().map(AgreedTaskSentence::tool).toList(), MOST_TOOLS);
    }

    private static String tool(ToolScope scope) {
        if (scope.constraints().isEmpty()) return name(scope);
        var limits = scope.constraints().stream().map(AgreedTaskSentence::limit).toList();
        return name(scope) + " (" + some(limits, MOST_LIMITS) + ")";
    }

    private static String limit(Constraint limit) {
        var values = limit.values();
        var more = values.size() - MOST_VALUES;
        if (more <= 0) return LimitWords.of(limit, AgreedTaskSentence::quoted);
        var some = new Constraint(limit.argument(), limit.operator(), values.subList(0, MOST_VALUES), limit.optional());
        return LimitWords.of(some, AgreedTaskSentence::quoted) + " and " + more + " others";
    }

    private static String name(ToolScope scope) {
        return NAME.matcher(scope.tool()).matches() ? scope.tool() : quoted(scope.tool());
    }

    private static String quoted(String text) {
        return PlainText.quoted(text, LONGEST_VALUE);
    }

    private static String less(AgreedTask task) {
        var asked = task.asked();
        if (asked == null) return "";
        var left =
                task.tools().stream().collect(Collectors.toMap(ToolScope::tool, ToolScope::constraints, (a, b) -> a));
        var without = new ArrayList<String>();
        var limited = new ArrayList<String>();
        for (var scope : asked) {
            var limits = left.get(scope.tool());
            if (limits == null) without.add(name(scope));
            else if (!limits.equals(scope.constraints())) limited.add(name(scope));
        }
        var said = new ArrayList<String>();
        if (!without.isEmpty()) said.add("without " + some(without, MOST_TOOLS));
        if (!limited.isEmpty()) said.add("with further limits on " + some(limited, MOST_TOOLS));
        return said.isEmpty() ? "" : "; less than was asked for: " + String.join(", ", said);
    }

    private static String some(List<String> all, int most) {
        var more = all.size() - most;
        return String.join(", ", all.subList(0, Math.min(most, all.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
