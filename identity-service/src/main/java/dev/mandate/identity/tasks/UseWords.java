package dev.mandate.identity.tasks;

import dev.mandate.identity.uses.PastUses;
import dev.mandate.identity.uses.TaskUse;
import dev.mandate.identity.uses.ToolUse;
import dev.mandate.identity.uses.ToolUses.OfAgent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How an agent used a tool for somebody before, as he reads it: in its last tasks that had it, else by days. */
final class UseWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private UseWords() {}

    /** Nothing where it has had no task and used nothing for him. What was before its uses were read isn't told, either way. */
    static Optional<String> of(PastUses used, String tool) {
        var words = new ArrayList<String>();
        var days = used.days();
        var its = used.tasks().stream()
                .map(TaskUse::tools)
                .map(tools -> tools.get(tool))
                .filter(Objects::nonNull)
                .toList();
        if (its.isEmpty()) {
            if (!days.tools().isEmpty()) words.add(words(days, tool));
            else if (!used.tasks().isEmpty())
                words.add("It hasn't asked you for this in its "
                        + lastTasks(used.tasks().size()) + ".");
        } else if (!days.whole()) {
            words.add("How often it used this for you isn't known yet.");
        } else {
            words.addAll(inTasks(its, days, tool));
        }
        if (!words.isEmpty() && used.late()) words.add("What it did in the last minutes may be missing.");
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    }

    private static List<String> inTasks(List<ToolUse> its, OfAgent days, String tool) {
        var words = new ArrayList<String>();
        var all = its.stream().reduce(ToolUse::and).orElseThrow();
        var used = its.stream().filter(one -> one.calls() > 0).count();
        var day = days.tools().get(tool);
        if (used == 0) {
            words.add("Never used in its " + lastTasks(its.size()) + " with you that had it: it may not need it."
                    + (day == null ? "" : " Before, it used it: on " + DAY.format(day.last()) + " last."));
            return words;
        }
        var most = its.stream().mapToInt(ToolUse::calls).max().orElseThrow();
        words.add((its.size() == 1 ? "Used in its " : "Used in " + used + " of its ") + lastTasks(its.size())
                + " with you that had it, " + times(most) + (its.size() == 1 ? "" : " at most")
                + (day == null ? "" : ", on " + last(day.last())) + ".");
        if (!all.most().isEmpty()) words.add("At most it needed " + numbers(all.most()) + ".");
        if (!all.at().isEmpty()) words.add("It went to " + and(all.at()) + (all.more() ? ", and to others" : "") + ".");
        return words;
    }

    private static String last(LocalDate day) {
        return DAY.format(day) + " last";
    }

    private static String numbers(Map<String, BigDecimal> most) {
        return and(new TreeMap<>(most)
                .entrySet().stream()
                        .map(it -> it.getKey() + " " + it.getValue().toPlainString())
                        .toList());
    }

    private static String and(List<String> all) {
        var last = all.size() - 1;
        return last <= 0
                ? String.join("", all)
                : all.subList(0, last).stream().collect(Collectors.joining(", ")) + " and " + all.get(last);
    }

    private static String lastTasks(int number) {
        return number == 1 ? "last task" : "last " + number + " tasks";
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private static String words(OfAgent used, String tool) {
        var its = used.tools().get(tool);
        if (!used.whole())
            return its == null
                    ? "Whether it used this for you before isn't known yet."
                    : "It used this for you before; on how many days isn't known yet.";
        if (used.known() == 1)
            return its == null ? "It hasn't used this for you today." : "It used this for you today.";
        if (its == null) return "It hasn't used this for you in the last " + used.known() + " days.";
        var within = " of the last " + used.known();
        return its.days() == 1
                ? "It used this for you on one day" + within + ", " + DAY.format(its.last()) + "."
                : "It used this for you on " + its.days() + " days" + within + ", on " + last(its.last()) + ".";
    }
}
