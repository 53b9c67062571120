package dev.mandate.audit.risk;

import dev.mandate.audit.profiles.Profiles;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.provenance.CallFacts;
import dev.mandate.events.provenance.CallFacts.Destination;
import dev.mandate.events.provenance.Identifier;
import dev.mandate.events.provenance.KnownBy;
import dev.mandate.events.provenance.Mention;
import dev.mandate.events.provenance.Spread;
import dev.mandate.events.provenance.Words;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One action of a session: what is known of the call before it, and what the session has touched after it. Pure. */
final class SessionStep {
    /** A shorter answer without identifiers says that something was done, or that nothing is there. */
    private static final int MIN_READING = 60;

    private static final int MAX_READINGS = 64;
    static final int MAX_SUBJECTS = 128;

    /** Known by nothing that peers did: whoever wrote the text may have chosen the words, waited, or got by a classifier. */
    private static final Set<String> DOUBTFUL =
            Set.of(KnownBy.SOURCE_WORDS, KnownBy.STOOD_THERE, KnownBy.ALWAYS_THERE, KnownBy.FOLLOWED, KnownBy.CLEARED);

    /** Peers only saw it. */
    private static final Set<String> UNUSED = Set.of(KnownBy.SIGHTED, KnownBy.STOOD_THERE, KnownBy.ALWAYS_THERE);

    private final Profiles profiles;

    SessionStep(Profiles profiles) {
        this.profiles = profiles;
    }

    CallFacts facts(@Nullable SessionMemory before, ToolCalled call, Optional<CatalogEntry.Tool> tool) {
        var labels = tool.map(CatalogEntry.Tool::labels).orElse(Set.of());
        return CallFacts.of(
                before == null ? null : before.risk(), call.tool(), labels, tool.isPresent(), call.arguments());
    }

    /** @param now milliseconds since 1970, by the wall clock */
    SessionMemory after(
            @Nullable SessionMemory memory,
            ToolCalled call,
            Optional<CatalogEntry.Tool> tool,
            CallFacts facts,
            Instant at,
            long now) {
        var before = memory == null ? opened(call, at, now) : memory;
        var labels = tool.map(CatalogEntry.Tool::labels).orElse(Set.of());
        var ran = call.result().status() != Status.BLOCKED;
        var reading = Reading.of(call);
        var asked = before.risk().untrustedReads() > 0 ? before.asked() : plus(before.asked(), said(call));
        var risk = risk(before.withAsked(asked), call, labels, ran, reading, facts, at);
        var consequential = CallFacts.consequential(labels, tool.isPresent());
        return new SessionMemory(
                risk,
                before.agent(),
                before.kind(),
                plus(before.tools(), Set.of(Text.clean(call.tool()))),
                consequential && ran ? plus(before.destinations(), named(call, facts)) : before.destinations(),
                before.risk().untrustedReads() > 0 && labels.stream().anyMatch(CallFacts.CONSEQUENTIAL::contains)
                        ? plus(before.arguments(), Spread.digests(call.tool(), labels, call.arguments()))
                        : before.arguments(),
                asked,
                ran ? withReading(before.readings(), reading.digest(), call) : before.readings(),
                now,
                before.taught());
    }

    private SessionMemory opened(ToolCalled call, Instant at, long now) {
        var agent = call.agent().value();
        var kind = call.taskKind() == null ? "" : Text.clean(call.taskKind());
        var task = call.taskIdentifiers().stream()
                .map(text -> Identifier.of(Text.clean(text)).value())
                .distinct()
                .limit(SessionRisk.MAX_TASK_IDENTIFIERS)
                .toList();
        var risk = new SessionRisk(
                call.session(),
                now,
                false,
                Level.NONE,
                List.of(),
                Set.of(),
                0,
                0,
                0,
                false,
                task,
                List.of(),
                profiles.task(agent, kind),
                profiles.spread(agent, kind),
                null,
                at);
        return new SessionMemory(risk, agent, kind, Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), now, false);
    }

    private SessionRisk risk(
            SessionMemory memory,
            ToolCalled call,
            Set<ToolLabel> labels,
            boolean ran,
            Reading reading,
            CallFacts facts,
            Instant at) {
        var before = memory.risk();
        var seen = EnumSet.noneOf(ToolLabel.class);
        seen.addAll(before.labels());
        seen.addAll(labels);
        var untrusted = ran && labels.contains(ToolLabel.UNTRUSTED);
        var suspicious = Boolean.TRUE.equals(call.result().suspicious());
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
                ran ? identifiers(memory, call, labels, suspicious, reading, facts) : before.identifiers(),
                before.profile(),
                before.spread(),
                suspicious ? Integer.valueOf(before.calls()) : before.warnedAt(),
                at.isAfter(before.at()) ? at : before.at());
    }

    private List<SeenIdentifier> identifiers(
            SessionMemory memory,
            ToolCalled call,
            Set<ToolLabel> labels,
            boolean suspicious,
            Reading reading,
            CallFacts facts) {
        var untrusted = labels.contains(ToolLabel.UNTRUSTED);
        var before = memory.risk().identifiers();
        var shown = call.result().identifiers();
        if (shown.isEmpty()) return before;
        var values = new HashSet<String>(2 * (before.size() + shown.size()));
        for (var identifier : before) values.add(identifier.value());
        var more = new ArrayList<SeenIdentifier>();
        var said = named(memory, call);
        List<String> words = null;
        for (var text : shown) {
            var identifier = Identifier.of(Text.clean(text));
            if (identifier.value().isEmpty() || !values.add(identifier.value())) continue;
            if (words == null) words = Reading.words(call);
            var echo = said.contains(identifier.value()); // nobody but the session named it first
            var origin = echo ? Origin.NONE : untrusted ? Origin.UNTRUSTED : Origin.RESULT;
            more.add(new SeenIdentifier(
                    identifier.value(),
                    origin,
                    memory.risk().calls(),
                    suspicious,
                    origin == Origin.UNTRUSTED ? known(memory, call, labels, identifier, reading, facts) : null,
                    words));
        }
        if (more.isEmpty()) return before;
        var all = new ArrayList<>(before);
        all.addAll(more);
        return all.size() <= SessionRisk.MAX_IDENTIFIERS
                ? all
                : all.subList(all.size() - SessionRisk.MAX_IDENTIFIERS, all.size());
    }

    /** What peers did counts most, then what the session asked for itself; that peers only saw it counts least. */
    private @Nullable String known(
            SessionMemory memory,
            ToolCalled call,
            Set<ToolLabel> labels,
            Identifier identifier,
            Reading reading,
            CallFacts facts) {
        var suspicious = Boolean.TRUE.equals(call.result().suspicious());
        var cleared = Boolean.FALSE.equals(call.result().suspicious());
        var known = profiles.knownBy(memory.agent(), memory.kind(), identifier, reading.digest(), reading.specific());
        if (suspicious || known != null && !UNUSED.contains(known)) return known;
        if (identifier.madeOf(memory.asked())) return KnownBy.ASKED;
        if (known == null && facts.visits(identifier)) known = KnownBy.SAME_SITE;
        return cleared && (known == null ? labels.contains(ToolLabel.PRIVATE) : !known.equals(KnownBy.ALWAYS_THERE))
                ? KnownBy.CLEARED
                : known;
    }

    private static Set<String> said(ToolCalled call) {
        return Arguments.flatten(call.arguments()).values().stream()
                .flatMap(List::stream)
                .flatMap(value -> Words.of(value.toString()).stream())
                .collect(Collectors.toSet());
    }

    /** What the session's calls named, this one and those with consequences before. */
    private static Set<String> named(SessionMemory memory, ToolCalled call) {
        var named = new HashSet<>(memory.destinations());
        for (var mention : Mention.in(call.arguments()))
            named.add(mention.identifier().value());
        return named;
    }

    private static Set<String> named(ToolCalled call, CallFacts facts) {
        var doubtful = facts.destinations().stream()
                .filter(to -> to.knownBy() != null && DOUBTFUL.contains(to.knownBy()))
                .map(Destination::value)
                .collect(Collectors.toSet());
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
        var more = identifiers.stream()
                .limit(MAX_SUBJECTS)
                .map(text -> Identifier.of(Text.clean(text)).value())
                .collect(Collectors.toSet());
        var earlier = before.get(reading);
        if (earlier != null && earlier.containsAll(more)) return before;
        var shown = earlier == null ? more : plus(new HashSet<>(earlier), more);
        var readings = new HashMap<>(before);
        readings.put(reading, List.copyOf(shown));
        return readings;
    }

    private static Set<String> plus(Set<String> before, Set<String> more) {
        if (before.containsAll(more) || before.size() >= MAX_SUBJECTS) return before;
        var all = new HashSet<>(before);
        more.stream().limit(MAX_SUBJECTS - before.size()).forEach(all::add);
        return all;
    }
}
