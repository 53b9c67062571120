package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Room;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.TaskProfile;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.Mention;
import dev.mandate.provenance.Spread;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** One action of a session: what is known of the call before it, and what the session has touched after it. Pure. */
public final class SessionStep {
    /** A shorter answer without identifiers says that something was done, or that nothing is there. */
    private static final int MIN_READING = 60;

    private static final int MAX_READINGS = 64;
    static final int MAX_SUBJECTS = 128;
    private static final int MAX_TOOLS = 1_000;

    private final Profiles profiles;
    private final CallReader reader;

    /** @param reader which reasons speak for what strangers named */
    public SessionStep(Profiles profiles, CallReader reader) {
        this.profiles = profiles;
        this.reader = reader;
    }

    /**
     * Of a session that is known, with what its task names if that was not known before.
     *
     * @param task as {@link #task} made it
     */
    public static @Nullable SessionMemory knowing(@Nullable SessionMemory memory, List<String> task) {
        return memory == null
                        || task.isEmpty()
                        || memory.risk().taskIdentifiers().equals(task)
                ? memory
                : memory.withTask(task);
    }

    /** What a session's state has of the identifiers that its task names: as many as there is room for. */
    public static List<String> task(List<String> identifiers) {
        return List.copyOf(Room.plus(
                Set.of(),
                identifiers.stream().map(text -> Identifier.of(text).value()).toList(),
                SessionRisk.MAX_TASK_IDENTIFIERS,
                Bounds.TASK_IDENTIFIERS));
    }

    /** @param task what the person asked for */
    public CallFacts facts(
            @Nullable SessionMemory before, ToolCalled call, Optional<CatalogEntry.Tool> tool, Task task) {
        return reader.read(
                before == null ? null : before.risk(), call.tool(), tool.orElse(null), call.arguments(), task);
    }

    /**
     * A report that differs from its decision: what it shows is the strangers', whoever showed it, and nothing that it says speaks for
     * anything.
     *
     * @param labels of the tool that it tells of, and of the one that was decided about
     * @param now milliseconds since 1970, by the wall clock
     */
    public SessionMemory doubting(
            @Nullable SessionMemory memory,
            ToolCalled call,
            List<String> task,
            Set<ToolLabel> labels,
            Instant at,
            long now) {
        var before = memory == null ? opened(call, "", task, at, now) : memory;
        var all = EnumSet.of(ToolLabel.UNTRUSTED);
        all.addAll(labels);
        var ran = call.result().status() != Status.BLOCKED;
        var shown = ShownIdentifiers.doubted(profiles, reader, before, call, all);
        return before.becoming(risk(before, call, all, ran, Reading.of(call), shown, at), now);
    }

    /**
     * @param task what it names, as {@link #task} made it
     * @param now milliseconds since 1970, by the wall clock
     */
    public SessionMemory after(
            @Nullable SessionMemory memory,
            ToolCalled call,
            List<String> task,
            Optional<CatalogEntry.Tool> tool,
            CallFacts facts,
            Instant at,
            long now) {
        var kind = call.taskKind() == null ? "" : Text.name(call.taskKind(), Bounds.KIND);
        var before = memory == null ? opened(call, kind, task, at, now) : memory;
        var labels = tool.map(CatalogEntry.Tool::labels).orElse(Set.of());
        var ran = call.result().status() != Status.BLOCKED;
        var reading = Reading.of(call);
        var shown = new ShownIdentifiers(profiles, reader, before, call, tool);
        var risk = risk(before, call, labels, ran, reading, shown, at);
        var consequential = CallFacts.consequential(labels, tool.isPresent());
        return new SessionMemory(
                risk,
                before.agent(),
                before.kind(),
                Room.plus(before.tools(), Set.of(Text.name(call.tool(), Bounds.TOOL)), MAX_SUBJECTS, Bounds.TOOLS),
                consequential && ran
                        ? Room.plus(before.destinations(), named(call, facts), MAX_SUBJECTS, Bounds.DESTINATIONS)
                        : before.destinations(),
                before.risk().untrustedReads() > 0 && labels.stream().anyMatch(CallFacts.CONSEQUENTIAL::contains)
                        ? Room.plus(
                                before.arguments(),
                                Spread.digests(call.tool(), labels, call.arguments()),
                                MAX_SUBJECTS,
                                Bounds.ARGUMENTS)
                        : before.arguments(),
                ran ? withReading(before.readings(), reading.digest(), call) : before.readings(),
                now,
                before.taught(),
                before.doneAt());
    }

    /**
     * Once a call has left what it does.
     *
     * @param looked a person approved just this call: he has looked at it
     * @param registered labels of its tool; empty for one that nobody registered, which may do anything
     */
    public static SessionMemory after(
            SessionMemory memory, ToolCalled call, boolean looked, Optional<Set<ToolLabel>> registered, Instant at) {
        if (looked
                || call.result().status() == Status.BLOCKED
                || registered.map(Set::isEmpty).orElse(false)) return memory;
        var decided = call.decision() == null ? null : call.decision().madeAt();
        return memory.doneAt((decided == null ? at : decided).toEpochMilli());
    }

    private SessionMemory opened(ToolCalled call, String kind, List<String> task, Instant at, long now) {
        var agent = call.agent().value();
        var risk = SessionRisk.untouched(call.session(), now, at)
                .inTask(task, bounded(profiles.task(agent, kind)), profiles.spread(agent, kind));
        return new SessionMemory(risk, agent, kind, Set.of(), Set.of(), Set.of(), Map.of(), now, false, 0);
    }

    private SessionRisk risk(
            SessionMemory memory,
            ToolCalled call,
            Set<ToolLabel> labels,
            boolean ran,
            Reading reading,
            ShownIdentifiers shown,
            Instant at) {
        var before = memory.risk();
        var seen = EnumSet.noneOf(ToolLabel.class);
        seen.addAll(before.labels());
        seen.addAll(labels);
        var untrusted = ran && labels.contains(ToolLabel.UNTRUSTED);
        var suspicious = Boolean.TRUE.equals(call.result().suspicious());
        if (ran) shown.add(reading);
        return new SessionRisk(
                before.session(),
                before.revision() + SessionMemory.REVISIONS,
                false,
                before.level(),
                before.rules(),
                seen,
                before.calls() + 1,
                before.untrustedReads() + (untrusted ? 1 : 0),
                before.privateReads() + (ran && labels.contains(ToolLabel.PRIVATE) ? 1 : 0),
                before.suspicious() || suspicious,
                before.taskIdentifiers(),
                shown.identifiers(),
                before.profile(),
                before.spread(),
                suspicious ? Integer.valueOf(before.calls()) : before.warnedAt(),
                at.isAfter(before.at()) ? at : before.at(),
                shown.forgotten(),
                null,
                null);
    }

    private static Set<String> named(ToolCalled call, CallFacts facts) {
        var doubtful = new HashSet<String>();
        for (var to : facts.destinations())
            if (to.knownBy() != null && !to.knownBy().strength().teaches()) doubtful.add(to.value());
        var named = new HashSet<String>();
        for (var mention : Mention.in(call.arguments()))
            if (!doubtful.contains(mention.identifier().value()))
                named.add(mention.identifier().value());
        for (var to : facts.destinations()) if (!doubtful.contains(to.value())) named.add(to.value());
        return named;
    }

    private static Map<String, List<String>> withReading(
            Map<String, List<String>> before, String reading, ToolCalled call) {
        var identifiers = call.result().identifiers();
        if (identifiers.isEmpty() && call.result().size() <= MIN_READING || before.size() >= MAX_READINGS)
            return before;
        var earlier = before.get(reading);
        var more = new ArrayList<String>();
        for (var text : identifiers)
            if (more.size() < MAX_SUBJECTS) more.add(Identifier.of(text).value());
        if (earlier != null && earlier.containsAll(more)) return before;
        int its = Room.most(more) + (earlier == null ? 0 : Room.most(earlier));
        int others = most(before);
        if (others + its > Bounds.READINGS) others = others(before, reading, Room::most);
        if (others + its > Bounds.READINGS) others = others(before, reading, Room::of);
        if (others > Bounds.READINGS) return before;
        var known = earlier == null ? Set.<String>of() : new LinkedHashSet<>(earlier);
        var readings = new HashMap<>(before);
        readings.put(reading, List.copyOf(Room.plus(known, more, MAX_SUBJECTS, Bounds.READINGS - others)));
        return readings;
    }

    /** What they take at most, without a look at what they showed: mostly that is so little that nobody has to. */
    private static int most(Map<String, List<String>> readings) {
        int shown = 0;
        for (var each : readings.values()) shown += each.size();
        return (readings.size() + 1) * (2 * Room.AROUND + Reading.DIGITS)
                + shown * (Room.AROUND + Identifier.MAX_BYTES);
    }

    /**
     * What all readings but this one take.
     *
     * @param measure of identifiers: mostly they are so few, or so short, that nobody has to look at them
     */
    private static int others(
            Map<String, List<String>> readings, String but, ToIntFunction<Collection<String>> measure) {
        int bytes = Room.AROUND + but.length();
        for (var each : readings.entrySet())
            if (!each.getKey().equals(but))
                bytes += each.getKey().length() + Room.AROUND + measure.applyAsInt(each.getValue());
        return bytes;
    }

    /** Tools that there is no room for count as unusual, as they would if nobody knew them. */
    private static @Nullable TaskProfile bounded(@Nullable TaskProfile profile) {
        return profile == null
                ? null
                : new TaskProfile(
                        profile.sessions(),
                        Room.plus(Set.of(), profile.usualTools(), MAX_TOOLS, Bounds.PROFILE_TOOLS),
                        Room.plus(Set.of(), profile.knownTools(), MAX_TOOLS, Bounds.PROFILE_TOOLS));
    }
}
