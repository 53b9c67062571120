package dev.mandate.identity.limits;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.LimitWords;
import dev.mandate.identity.limits.ToolArgument.Kind;
import dev.mandate.messaging.result.Result;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One field in which a limit is typed.
 *
 * @param arguments on which it is
 * @param asked the limit that was asked for; null for one that he adds
 * @param others that were asked for, of whatever it is about
 */
record LimitSlot(
        String name,
        Way way,
        List<ToolArgument> arguments,
        @Nullable Constraint asked,
        List<Constraint> others) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,6})?");
    private static final Pattern WHOLE = Pattern.compile("[1-9]\\d{0,5}");
    private static final String NO_NUMBER = "Write a number, such as 12 or 12.50.";
    private static final String NO_CALLS = "Write a whole number from 1 to 999999.";
    private static final String ONE_A_LINE =
            "One a line: just these, or @example.org for all addresses there, or a URL or a"
                    + " directory for it and what is below.";

    enum Way {
        /** A number that was asked for, of which less is left. */
        HIGHEST,
        LOWEST,
        /** Texts that were asked for, of which fewer are left. */
        AMONG,
        /** A number that he adds. */
        MOST,
        ONLY,
        RECIPIENTS,
        CALLS
    }

    LimitSlot {
        arguments = List.copyOf(arguments);
        others = List.copyOf(others);
    }

    static List<LimitSlot> ofAsked(String name, Constraint asked) {
        return switch (asked.operator()) {
            case AT_MOST, CALLS -> List.of(of(name, Way.HIGHEST, asked));
            case AT_LEAST -> List.of(of(name, Way.LOWEST, asked));
            case BETWEEN -> List.of(of(name + "-from", Way.LOWEST, asked), of(name + "-to", Way.HIGHEST, asked));
            case ONE_OF, STARTS_WITH, PATH_UNDER, URL_UNDER, DOMAIN_IN -> List.of(of(name, Way.AMONG, asked));
        };
    }

    private static LimitSlot of(String name, Way way, Constraint asked) {
        return new LimitSlot(name, way, List.of(), asked, List.of());
    }

    static LimitSlot most(String name, String argument) {
        return new LimitSlot(name, Way.MOST, List.of(new ToolArgument(argument, Kind.NUMBER, true)), null, List.of());
    }

    static LimitSlot only(String name, String argument) {
        return new LimitSlot(name, Way.ONLY, List.of(new ToolArgument(argument, Kind.TEXT, true)), null, List.of());
    }

    static LimitSlot recipients(String name, List<ToolArgument> arguments, List<Constraint> asked) {
        return new LimitSlot(name, Way.RECIPIENTS, arguments, null, asked);
    }

    static LimitSlot calls(String name) {
        return new LimitSlot(name, Way.CALLS, List.of(), null, List.of());
    }

    boolean isAdded() {
        return asked == null;
    }

    /** What stands in it first. */
    String value() {
        if (asked == null) return "";
        var values = asked.values();
        return switch (way) {
            case HIGHEST -> values.get(values.size() - 1);
            case LOWEST -> values.get(0);
            default -> String.join("\n", values);
        };
    }

    LimitField field(String id, String value, @Nullable String fault) {
        var lines = way == Way.AMONG || way == Way.ONLY || way == Way.RECIPIENTS
                ? Math.min(6, Math.max(2, (int) value.lines().count()))
                : 0;
        return new LimitField(id, name, label(), hint(), lines, value, fault);
    }

    private String label() {
        return switch (way) {
            case HIGHEST -> isOfCalls() ? "How often in this task, at most" : its().argument() + ", at most";
            case LOWEST -> its().argument() + ", at least";
            case AMONG -> its().argument() + ", only these";
            case MOST -> arguments.get(0).name() + ", at most";
            case ONLY -> arguments.get(0).name() + ", only these";
            case RECIPIENTS -> "Only to these, and nobody else";
            case CALLS -> "How often in this task, at most";
        };
    }

    private String hint() {
        return switch (way) {
            case HIGHEST, LOWEST, AMONG -> "It asked for: " + LimitWords.of(its()) + ". Empty leaves it so.";
            case MOST, CALLS -> "";
            case ONLY -> ONE_A_LINE;
            case RECIPIENTS -> {
                var others = names(it -> it.kind() != Kind.TEXT);
                yield ONE_A_LINE + " Holds for " + names(it -> it.kind() == Kind.TEXT) + "."
                        + (others.isEmpty() ? "" : " A call with " + others + " is refused then.");
            }
        };
    }

    private String names(Predicate<ToolArgument> which) {
        return arguments.stream().filter(which).map(ToolArgument::name).collect(Collectors.joining(" and "));
    }

    private boolean isOfCalls() {
        return its().operator() == Operator.CALLS;
    }

    private Constraint its() {
        return Objects.requireNonNull(asked);
    }

    /**
     * What is left of a limit that was asked for.
     *
     * @param slots those of this limit
     * @param faults gets what is wrong with what was typed
     */
    static List<Constraint> narrowed(
            Constraint limit, List<LimitSlot> slots, Map<String, String> typed, Map<String, String> faults) {
        var values = new ArrayList<String>();
        for (var slot : slots) {
            var value = typed.getOrDefault(slot.name, "").strip();
            if (slot.way == Way.AMONG) return slot.among(value, faults);
            values.add(
                    value.isEmpty() || value.equals(slot.value().strip()) ? slot.value() : slot.number(value, faults));
        }
        if (faults.keySet().stream().anyMatch(name -> slots.stream().anyMatch(slot -> slot.name.equals(name))))
            return List.of(limit);
        if (values.size() == 2 && new BigDecimal(values.get(0)).compareTo(new BigDecimal(values.get(1))) > 0) {
            faults.put(slots.get(1).name, "This is less than the least.");
            return List.of(limit);
        }
        return List.of(new Constraint(limit.argument(), limit.operator(), values, limit.optional()));
    }

    /** As it was typed, where that is no more than was asked for. */
    private String number(String typed, Map<String, String> faults) {
        var fault = fault(typed);
        if (fault == null) return typed;
        faults.put(name, fault);
        return value();
    }

    private @Nullable String fault(String typed) {
        if (isOfCalls() && !WHOLE.matcher(typed).matches()) return NO_CALLS;
        if (!NUMBER.matcher(typed).matches()) return NO_NUMBER;
        var wider = new BigDecimal(typed).compareTo(new BigDecimal(value()));
        if (way == Way.HIGHEST && wider > 0) return "This is more than it asked for. Write " + value() + ", or less.";
        if (way == Way.LOWEST && wider < 0) return "This is less than it asked for. Write " + value() + ", or more.";
        var below = its().operator() == Operator.AT_MOST && new BigDecimal(typed).signum() < 0;
        return below ? "This lets no number through. Write 0, or more." : null;
    }

    /** Fewer of those that were asked for; or what lies within them, which then holds beside. */
    private List<Constraint> among(String typed, Map<String, String> faults) {
        var limit = its();
        if (typed.isEmpty()) return List.of(limit);
        var rows =
                typed.lines().map(String::strip).filter(row -> !row.isEmpty()).collect(Collectors.toSet());
        var left = limit.values().stream()
                .filter(value -> rows.contains(value.strip()))
                .toList();
        // As they were shown, whatever is in them.
        if (left.stream().map(String::strip).collect(Collectors.toSet()).equals(rows))
            return List.of(new Constraint(limit.argument(), limit.operator(), left, limit.optional()));
        return NamedValues.lines(typed)
                .then(lines -> limit.values().containsAll(lines)
                        ? Result.<List<Constraint>, String>done(
                                List.of(new Constraint(limit.argument(), limit.operator(), lines, limit.optional())))
                        : within(typed, limit))
                .fold(done -> done, fault -> {
                    faults.put(name, fault);
                    return List.of(limit);
                });
    }

    private static Result<List<Constraint>, String> within(String typed, Constraint limit) {
        return NamedValues.of(typed)
                .then(named -> named.liesWithin(limit)
                        ? Result.done(List.of(limit, named.on(limit.argument(), limit.holdsWithout())))
                        : Result.refused(wider(limit)));
    }

    private static String wider(Constraint limit) {
        return "Not all of this lies within what it asked for, which is " + LimitWords.of(limit) + ".";
    }

    /** A limit that he sets beside what was asked for. */
    Result<List<Constraint>, String> added(String typed) {
        return switch (way) {
            case CALLS ->
                WHOLE.matcher(typed).matches()
                        ? Result.done(List.of(Constraint.calls(Long.parseLong(typed))))
                        : Result.refused(NO_CALLS);
            case MOST -> most(typed);
            case ONLY ->
                NamedValues.of(typed)
                        .map(named -> List.of(named.on(arguments.get(0).name(), false)));
            case RECIPIENTS -> NamedValues.of(typed).then(this::toThese);
            case HIGHEST, LOWEST, AMONG -> Result.done(List.of());
        };
    }

    private Result<List<Constraint>, String> most(String typed) {
        if (!NUMBER.matcher(typed).matches()) return Result.refused(NO_NUMBER);
        if (new BigDecimal(typed).signum() < 0) return Result.refused("This lets no number through. Write 0, or more.");
        return Result.done(List.of(new Constraint(arguments.get(0).name(), Operator.AT_MOST, List.of(typed))));
    }

    private Result<List<Constraint>, String> toThese(NamedValues named) {
        for (var limit : others)
            if (arguments.stream().anyMatch(it -> it.name().equals(limit.argument())) && !named.liesWithin(limit))
                return Result.refused(wider(limit));
        return Result.done(arguments.stream()
                .map(argument -> named.on(argument.name(), !argument.required()))
                .toList());
    }
}
