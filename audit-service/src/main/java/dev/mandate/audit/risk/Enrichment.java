package dev.mandate.audit.risk;

import dev.mandate.audit.risk.Recipients.Recipient;
import dev.mandate.audit.risk.attestation.Standing;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.provenance.CallFacts;
import dev.mandate.events.provenance.LowerCase;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds to an action what its platform doesn't say or isn't believed about: labels, recipients, the accountable person. */
final class Enrichment {
    /** A source whose clock runs ahead by more than this is not believed. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final int MAX_ID = 128;
    private static final int MAX_VALUES = 64;
    private static final int MOST_FIELDS = 48;

    private final Surroundings surroundings;

    Enrichment(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @param before what the session's task knew before this call; null for its first */
    RiskEvent of(
            Envelope<ActionEvent> envelope,
            CallFacts facts,
            @Nullable SessionMemory before,
            Standing standing,
            Instant now) {
        var call = (ToolCalled) envelope.data();
        var fields = new LinkedHashMap<String, List<Object>>(MOST_FIELDS * 2);
        var ahead = call.occurredAt().isAfter(now.plus(CLOCK_TOLERANCE));
        put(fields, RiskFields.SESSION, call.session());
        put(fields, RiskFields.AGENT, call.agent());
        put(fields, RiskFields.DELEGATION, call.delegation());
        put(fields, RiskFields.DECISION, call.decision());
        put(fields, RiskFields.STANDING, standing.text());
        put(fields, RiskFields.PERSON, surroundings.accountablePerson(call).orElse(null));
        put(fields, RiskFields.TOOL, call.tool());
        put(fields, RiskFields.SOURCE, envelope.source());
        put(fields, RiskFields.ID, envelope.id());
        put(fields, RiskFields.STATUS, call.result().status().name().toLowerCase(Locale.ROOT));
        fields.put(RiskFields.SIZE, List.of(call.result().size()));
        fields.put(RiskFields.CLOCK_AHEAD, List.of(ahead));
        var suspicious = call.result().suspicious();
        if (suspicious != null) fields.put(RiskFields.SUSPICIOUS, List.of(suspicious));
        putAll(fields, RiskFields.IDENTIFIERS, call.result().identifiers().iterator());
        putAll(fields, RiskFields.TASK_IDENTIFIERS, call.taskIdentifiers().iterator());
        addTool(fields, call.tool());
        addArguments(fields, call);
        addSession(fields, facts);
        addChain(fields, call, before);
        var at = ahead ? now : latest(call.occurredAt(), EARLIEST);
        addTime(fields, call, at);
        return new RiskEvent(id(envelope), at, fields);
    }

    private void addTime(Map<String, List<Object>> fields, ToolCalled call, Instant at) {
        var utc = at.atOffset(ZoneOffset.UTC);
        fields.put(RiskFields.HOUR, List.of(utc.getHour()));
        fields.put(RiskFields.WEEKEND, List.of(utc.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0));
        surroundings
                .profiles()
                .lastPlayed(call.agent().value())
                .ifPresent(last -> fields.put(
                        RiskFields.IDLE_DAYS,
                        List.of(Math.max(0, Duration.between(last, at).toDays()))));
    }

    private static void addSession(Map<String, List<Object>> fields, CallFacts facts) {
        var destinations = facts.destinations();
        if (!destinations.isEmpty()) {
            putAll(fields, RiskFields.ORIGIN, destinations.stream().map(to -> lower(to.origin())));
            fields.put(RiskFields.STRANGER, List.of(destinations.stream().anyMatch(CallFacts.Destination::stranger)));
            fields.put(
                    RiskFields.STRANGER_IN_TEXT,
                    List.of(destinations.stream().anyMatch(to -> to.stranger() && !to.whole())));
            fields.put(RiskFields.ACCOUNTED_FOR, List.of(facts.accountedFor()));
            fields.put(
                    RiskFields.WARNED, List.of(destinations.stream().anyMatch(to -> to.stranger() && to.suspicious())));
            putAll(fields, RiskFields.STRANGERS, facts.strangers().stream().map(CallFacts.Destination::value));
            putAll(
                    fields,
                    RiskFields.KNOWN_BY,
                    destinations.stream().map(CallFacts.Destination::knownBy).filter(Objects::nonNull));
        }
        fields.put(RiskFields.PROFILED, List.of(facts.profiled()));
        fields.put(RiskFields.UNUSUAL, List.of(facts.unusual()));
        fields.put(RiskFields.RARE, List.of(facts.rare()));
        fields.put(RiskFields.SPREAD, List.of(facts.spread()));
        var session = facts.session();
        fields.put(RiskFields.UNTRUSTED_READS, List.of(session == null ? 0 : session.untrustedReads()));
        fields.put(RiskFields.PRIVATE_READS, List.of(session == null ? 0 : session.privateReads()));
        fields.put(RiskFields.SESSION_WARNED, List.of(session != null && session.justWarned()));
    }

    private void addChain(Map<String, List<Object>> fields, ToolCalled call, @Nullable SessionMemory before) {
        var first = before == null ? call.agent().value() : before.agent();
        fields.put(RiskFields.HANDED_ON, List.of(!first.equals(call.agent().value())));
        var used = before == null ? Set.of() : before.risk().labels();
        surroundings
                .tool(call.tool())
                .ifPresent(tool -> putAll(
                        fields,
                        RiskFields.NEW_LABELS,
                        tool.labels().stream()
                                .filter(label -> !used.contains(label))
                                .map(ToolLabel::text)));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void addTool(Map<String, List<Object>> fields, String id) {
        var tool = surroundings.tool(id);
        fields.put(RiskFields.REGISTERED, List.of(tool.isPresent()));
        tool.ifPresent(known -> {
            putAll(fields, RiskFields.LABELS, known.labels().stream().map(ToolLabel::text));
            put(fields, RiskFields.APPLICATION, known.application());
        });
    }

    private void addArguments(Map<String, List<Object>> fields, ToolCalled call) {
        var arguments = Arguments.flatten(call.arguments());
        arguments.forEach((name, values) -> fields.put(RiskFields.INPUT + name, values));
        fields.put(
                RiskFields.NAMES_SELF,
                List.of(arguments.values().stream()
                        .anyMatch(values -> values.contains(call.agent().value()))));
        addRecipients(fields, call);
    }

    /** Outside ones first: they are what a finding is about, and what must not be cut off. */
    private void addRecipients(Map<String, List<Object>> fields, ToolCalled call) {
        var recipients = Recipients.of(call.arguments()).stream()
                .sorted(Comparator.comparing(to -> surroundings.ownDomain(to.domain())))
                .toList();
        if (recipients.isEmpty()) return;
        var task = call.taskIdentifiers().stream().map(LowerCase::of).collect(Collectors.toSet());
        putAll(fields, RiskFields.RECIPIENT, recipients.stream().map(Recipient::address));
        putAll(fields, RiskFields.DOMAIN, recipients.stream().map(Recipient::domain));
        putAll(fields, RiskFields.EXTERNAL, recipients.stream().map(to -> !surroundings.ownDomain(to.domain())));
        putAll(fields, RiskFields.IN_TASK, recipients.stream().map(to -> task.contains(LowerCase.of(to.address()))));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The same for every delivery of the same action. */
    static String id(Envelope<?> envelope) {
        var id = Text.clean(envelope.source().length() + ":" + envelope.source() + envelope.id());
        return id.length() <= MAX_ID ? id : "digest:" + Fingerprint.of(id);
    }

    private static void put(Map<String, List<Object>> fields, String name, @Nullable Object value) {
        if (value != null) fields.put(name, List.of(Text.clean(value.toString())));
    }

    private static void putAll(Map<String, List<Object>> fields, String name, Stream<?> values) {
        putAll(fields, name, values.iterator());
    }

    private static void putAll(Map<String, List<Object>> fields, String name, Iterator<?> values) {
        var kept = new LinkedHashSet<Object>();
        while (values.hasNext() && kept.size() < MAX_VALUES) {
            var value = values.next();
            kept.add(value instanceof String text ? Text.clean(text) : value);
        }
        if (!kept.isEmpty()) fields.put(name, List.copyOf(kept));
    }
}
