package dev.mandate.audit.engine.calls;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.Asked;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.Recipients;
import dev.mandate.provenance.Recipients.Recipient;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Adds to an action what its platform doesn't say or isn't believed about: labels, recipients, the accountable person. */
public final class Enrichment {
    /** A source whose clock runs ahead by more than this is not believed. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private static final Instant EARLIEST = Instant.EPOCH;
    private final Surroundings surroundings;

    public Enrichment(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public RiskEvent of(Envelope<ActionEvent> envelope, Circumstances known, Instant now) {
        var facts = known.facts();
        var call = (ToolCalled) envelope.data();
        var fields = new Fields(Bounds.EVENT);
        var ahead = call.occurredAt().isAfter(now.plus(CLOCK_TOLERANCE));
        fields.text(RiskFields.SESSION, call.session());
        fields.text(RiskFields.AGENT, call.agent());
        fields.text(RiskFields.DELEGATION, call.delegation());
        fields.text(RiskFields.DECISION, call.decision());
        fields.text(RiskFields.STANDING, known.standing().text());
        fields.text(RiskFields.APPROVAL, known.approval());
        if (known.unseen()) fields.put(RiskFields.UNSEEN, true);
        fields.text(RiskFields.PERSON, surroundings.accountablePerson(call).orElse(null));
        fields.text(RiskFields.TOOL, call.tool());
        fields.text(RiskFields.SOURCE, envelope.source());
        fields.text(RiskFields.ID, envelope.id());
        fields.text(RiskFields.STATUS, FieldValues.lower(call.result().status()));
        fields.put(RiskFields.SIZE, call.result().size());
        fields.put(RiskFields.CLOCK_AHEAD, ahead);
        var suspicious = call.result().suspicious();
        if (suspicious != null) fields.put(RiskFields.SUSPICIOUS, suspicious);
        addTool(fields, known);
        addTask(fields, known);
        addSession(fields, facts);
        addChain(fields, call, known);
        var at = ahead ? now : latest(call.occurredAt(), EARLIEST);
        addTime(fields, call, at);
        addRecipients(fields, call, known);
        fields.all(RiskFields.IDENTIFIERS, call.result().identifiers());
        if (Boolean.TRUE.equals(call.result().incomplete())) fields.incomplete();
        fields.all(RiskFields.TASK_IDENTIFIERS, known.task());
        addArguments(fields, call);
        fields.shown(RiskFields.DESTINATIONS, DestinationTold.written(facts.destinations()));
        return new RiskEvent(id(envelope), at, fields.written());
    }

    private void addTime(Fields fields, ToolCalled call, Instant at) {
        var utc = at.atOffset(ZoneOffset.UTC);
        fields.put(RiskFields.HOUR, utc.getHour());
        fields.put(RiskFields.WEEKEND, utc.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0);
        surroundings
                .profiles()
                .lastPlayed(call.agent().value())
                .ifPresent(last -> fields.put(
                        RiskFields.IDLE_DAYS,
                        Math.max(0, Duration.between(last, at).toDays())));
    }

    private static void addTask(Fields fields, Circumstances known) {
        var asked = known.facts().asked();
        fields.text(RiskFields.ASKED, asked.text());
        if (asked != Asked.UNASKED && asked != Asked.OPEN) return;
        var tool = known.tool();
        fields.text(
                RiskFields.TASK,
                known.words()
                        .explain(
                                asked,
                                tool.map(CatalogEntry.Tool::id).orElse(""),
                                tool.map(CatalogEntry.Tool::labels).orElse(Set.of()),
                                tool.map(CatalogEntry.Tool::description).orElse(null)));
    }

    private static void addSession(Fields fields, CallFacts facts) {
        var destinations = facts.destinations();
        if (!destinations.isEmpty()) {
            var origins = new ArrayList<String>();
            var strangers = new ArrayList<String>();
            var knownBy = new ArrayList<String>();
            boolean inText = false;
            boolean warned = false;
            for (var to : destinations) {
                origins.add(FieldValues.lower(to.origin()));
                if (to.knownBy() != null) knownBy.add(to.knownBy().text());
                if (!to.stranger()) continue;
                strangers.add(to.value());
                inText |= !to.whole();
                warned |= to.suspicious();
            }
            fields.all(RiskFields.ORIGIN, origins);
            fields.put(RiskFields.STRANGER, !strangers.isEmpty());
            fields.put(RiskFields.STRANGER_IN_TEXT, inText);
            fields.put(RiskFields.ACCOUNTED_FOR, facts.accountedFor());
            fields.put(RiskFields.WARNED, warned);
            fields.all(RiskFields.STRANGERS, strangers);
            fields.all(RiskFields.KNOWN_BY, knownBy);
        }
        fields.put(RiskFields.PROFILED, facts.profiled());
        fields.put(RiskFields.UNUSUAL, facts.unusual());
        fields.put(RiskFields.RARE, facts.rare());
        fields.put(RiskFields.SPREAD, facts.spread());
        var session = facts.session();
        fields.put(RiskFields.UNTRUSTED_READS, session == null ? 0 : session.untrustedReads());
        fields.put(RiskFields.PRIVATE_READS, session == null ? 0 : session.privateReads());
        fields.put(RiskFields.SESSION_WARNED, session != null && session.justWarned());
    }

    private static void addChain(Fields fields, ToolCalled call, Circumstances known) {
        var begunBy = known.begunBy();
        fields.put(
                RiskFields.HANDED_ON,
                begunBy != null && !begunBy.equals(call.agent().value()));
        var session = known.facts().session();
        var used = session == null ? Set.<ToolLabel>of() : session.labels();
        if (known.tool().isEmpty()) return;
        var unused = new ArrayList<String>();
        for (var label : known.tool().get().labels()) if (!used.contains(label)) unused.add(label.text());
        fields.all(RiskFields.NEW_LABELS, unused);
    }

    private static void addTool(Fields fields, Circumstances known) {
        var tool = known.tool();
        fields.put(RiskFields.REGISTERED, tool.isPresent());
        tool.ifPresent(its -> fields.text(RiskFields.APPLICATION, its.application()));
        var labels = new ArrayList<String>();
        for (var label : labels(known)) labels.add(label.text());
        fields.all(RiskFields.LABELS, labels);
    }

    private static Collection<ToolLabel> labels(Circumstances known) {
        var its = known.tool().map(CatalogEntry.Tool::labels).orElse(Set.of());
        if (known.decided().isEmpty()) return its;
        var all = new LinkedHashSet<>(its);
        all.addAll(known.decided());
        return all;
    }

    private static void addArguments(Fields fields, ToolCalled call) {
        var arguments = Arguments.of(call.arguments());
        if (!arguments.whole()) fields.incomplete();
        fields.put(
                RiskFields.NAMES_SELF,
                Arguments.name(call.arguments(), call.agent().value()));
        fields.arguments(RiskFields.INPUT, arguments.values());
    }

    /** Outside ones first: they are what a finding is about, and what must not be cut off. */
    private void addRecipients(Fields fields, ToolCalled call, Circumstances known) {
        var all = Recipients.of(call.arguments());
        if (all.isEmpty()) return;
        var labels = Set.copyOf(labels(known));
        var outside = Set.copyOf(Recipients.outside(all, labels, call.arguments(), surroundings::ownDomain));
        var recipients = new ArrayList<Recipient>(all.size());
        for (var to : all) if (outside.contains(to)) recipients.add(to);
        for (var to : all) if (!outside.contains(to)) recipients.add(to);
        var addresses = new ArrayList<String>();
        var domains = new ArrayList<String>();
        var external = new ArrayList<Boolean>();
        var inTask = new ArrayList<Boolean>();
        for (var to : recipients) {
            addresses.add(to.address());
            domains.add(to.domain());
            external.add(outside.contains(to));
            inTask.add(known.task().contains(Identifier.of(to.address()).value()));
        }
        fields.all(RiskFields.RECIPIENT, addresses);
        fields.all(RiskFields.DOMAIN, domains);
        fields.all(RiskFields.EXTERNAL, external);
        fields.all(RiskFields.IN_TASK, inTask);
        fields.put(RiskFields.RECIPIENTS_ACCOUNTED_FOR, known.facts().accountsFor(outside));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The same for every delivery of the same action. */
    public static String id(Envelope<?> envelope) {
        var id = envelope.source().length() + ":" + envelope.source() + envelope.id();
        return EncodedText.bytes(id) <= Bounds.EVENT_ID ? id : "digest:" + Fingerprint.of(id);
    }
}
