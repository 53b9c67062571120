package dev.mandate.identity.limits;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.identity.limits.ToolArgument.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * In which ways a person may limit a tool further, and what comes of what he typed. A limit of his is a lower number than was asked for, or
 * stands beside what was asked for, all of which must hold: so nothing that he types widens anything, and what would is told to him.
 */
public final class ToolLimits {
    /** What begins the names of these fields, in the form. */
    public static final String PREFIX = "limit-";

    private static final Set<String> COPIES = Set.of("cc", "bcc");

    private final ToolScope asked;
    private final List<LimitSlot> slots;

    private ToolLimits(ToolScope asked, List<LimitSlot> slots) {
        this.asked = asked;
        this.slots = List.copyOf(slots);
    }

    /**
     * @param field by which the form names the tool
     * @param asked with the limits that were asked for
     * @param known its arguments; empty where they aren't known
     * @param sends whether it sends to where it is told
     * @param room how many of its arguments have a field
     */
    public static ToolLimits of(
            String field, ToolScope asked, Optional<List<ToolArgument>> known, boolean sends, int room) {
        var slots = new ArrayList<LimitSlot>();
        // With each hyphen of its own written twice, so that no field of one tool is named as one of another.
        var before = PREFIX + field.replace("-", "--") + "-";
        var limits = asked.constraints().stream().distinct().toList();
        for (var at = 0; at < limits.size(); at++)
            slots.addAll(LimitSlot.ofAsked(before + "asked-" + at, limits.get(at)));
        if (asked.ofModels()) slots.addAll(ofModels(before, limits));
        else if (isTool(asked.tool())) slots.addAll(ofTool(before, limits, known.orElse(List.of()), sends, room));
        return new ToolLimits(new ToolScope(asked.tool(), limits), slots);
    }

    /** What an application keeps itself, such as invoicing/invoice:approve, is no tool of the catalogue. */
    private static boolean isTool(String name) {
        return name.indexOf('/') < 0;
    }

    private static List<LimitSlot> ofModels(String before, List<Constraint> limits) {
        return Stream.of("calls", "tokens")
                .filter(what ->
                        limits.stream().noneMatch(limit -> limit.argument().equals(what)))
                .map(what -> LimitSlot.most(before + "most-" + what, what))
                .toList();
    }

    private static List<LimitSlot> ofTool(
            String before, List<Constraint> limits, List<ToolArgument> known, boolean sends, int room) {
        var slots = new ArrayList<LimitSlot>();
        if (limits.stream().noneMatch(limit -> limit.operator() == Operator.CALLS))
            slots.add(LimitSlot.calls(before + "calls"));
        var recipients = sends ? recipients(known) : List.<ToolArgument>of();
        if (!recipients.isEmpty()) slots.add(LimitSlot.recipients(before + "to", recipients, limits));
        known.stream()
                .filter(argument -> (argument.kind() == Kind.NUMBER || argument.kind() == Kind.TEXT)
                        && recipients.stream().noneMatch(it -> it.name().equals(argument.name())))
                .filter(argument ->
                        limits.stream().noneMatch(limit -> limit.argument().equals(argument.name())))
                .limit(room)
                .map(argument -> argument.kind() == Kind.NUMBER
                        ? LimitSlot.most(before + "most-" + argument.name(), argument.name())
                        : LimitSlot.only(before + "only-" + argument.name(), argument.name()))
                .forEach(slots::add);
        return slots;
    }

    /**
     * All that say to whom or where a call goes, or may hold what does, so that a copy goes nowhere else either. One of them has to be there: those
     * that the tool wants, else the one that isn't a copy. None where somebody can't be named in what the tool wants.
     */
    private static List<ToolArgument> recipients(List<ToolArgument> known) {
        var all = known.stream().filter(ToolArgument::isDestination).toList();
        if (all.stream().noneMatch(it -> it.kind() == Kind.TEXT)
                || all.stream().anyMatch(it -> it.required() && it.kind() != Kind.TEXT)) return List.of();
        if (all.stream().anyMatch(ToolArgument::required)) return all;
        var texts = all.stream().filter(it -> it.kind() == Kind.TEXT).toList();
        var first = texts.stream()
                .filter(it -> !COPIES.contains(it.name()))
                .findFirst()
                .orElse(texts.get(0));
        return all.stream()
                .map(it -> it.equals(first) ? new ToolArgument(it.name(), it.kind(), true) : it)
                .toList();
    }

    /** By which the form sends them. */
    public Set<String> names() {
        return slots.stream().map(LimitSlot::name).collect(Collectors.toSet());
    }

    /** As they are shown first. */
    public List<LimitField> fields() {
        return fields(Map.of(), Map.of());
    }

    /**
     * As they are shown once more.
     *
     * @param typed by the fields' names; what isn't among it is as it is shown first
     * @param faults what is wrong with it, likewise
     */
    public List<LimitField> fields(Map<String, String> typed, Map<String, String> faults) {
        var fields = new ArrayList<LimitField>();
        for (var slot : slots)
            fields.add(slot.field(
                    slots.get(0).name() + "." + fields.size(),
                    typed.getOrDefault(slot.name(), slot.value()),
                    faults.get(slot.name())));
        return fields;
    }

    /**
     * The tool with what a person left of it.
     *
     * @param typed by the fields' names; what isn't there, or is empty, leaves what was asked for
     */
    public Typed read(Map<String, String> typed) {
        var limits = new ArrayList<Constraint>();
        var faults = new LinkedHashMap<String, String>();
        for (var limit : asked.constraints()) {
            var its = slots.stream().filter(slot -> limit.equals(slot.asked())).toList();
            limits.addAll(LimitSlot.narrowed(limit, its, typed, faults));
        }
        for (var slot : slots) {
            var value = typed.getOrDefault(slot.name(), "").strip();
            if (slot.isAdded() && !value.isEmpty())
                slot.added(value).fold(limits::addAll, fault -> {
                    faults.put(slot.name(), fault);
                    return false;
                });
        }
        return new Typed(new ToolScope(asked.tool(), limits.stream().distinct().toList()), faults);
    }

    /**
     * What was typed, as it was understood.
     *
     * @param faults by the fields' names, what is wrong with it; where there is any, the tool says nothing
     */
    public record Typed(ToolScope tool, Map<String, String> faults) {
        public Typed {
            faults = Map.copyOf(faults);
        }
    }
}
