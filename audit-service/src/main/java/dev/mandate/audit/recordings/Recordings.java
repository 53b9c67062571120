package dev.mandate.audit.recordings;

import static java.util.stream.Collectors.groupingBy;

import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.audit.findings.FindingSearch;
import dev.mandate.audit.identities.Accountable;
import dev.mandate.audit.identities.KnownClients;
import dev.mandate.audit.recordings.Recording.Gap;
import dev.mandate.audit.recordings.Recording.RaisedFinding;
import dev.mandate.audit.recordings.Recording.Step;
import dev.mandate.audit.trail.Cursor;
import dev.mandate.audit.trail.SessionLines;
import dev.mandate.audit.trail.TrailEntry;
import dev.mandate.audit.trail.TrailPage;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.paging.OrderedRequest;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replays sessions from the trail, to who may see them. */
@ApplicationScoped
class Recordings {
    /** Steps of a page. */
    static final int MOST = 100;

    private static final int MOST_FINDINGS = 100;

    private final SessionLines lines;
    private final FindingSearch findings;
    private final Accountable identities;
    private final KnownClients clients;
    private final Surroundings surroundings;
    private final FieldPolicy policy;
    private final Optional<KeyedDigest> digest;
    private final RecordingViews views;

    Recordings(
            SessionLines lines,
            FindingSearch findings,
            Accountable identities,
            KnownClients clients,
            Surroundings surroundings,
            RecordingViews views,
            RecordingConfig config) {
        this.lines = lines;
        this.findings = findings;
        this.identities = identities;
        this.clients = clients;
        this.surroundings = surroundings;
        this.views = views;
        this.policy =
                new FieldPolicy(config.open().orElse(List.of()), config.closed().orElse(List.of()));
        this.digest = KeyedDigest.of(config.key());
    }

    /** @param all whether he may see every session; else only those that he answers for, with nobody acting for him */
    record Viewer(Actor by, boolean all) {
        private boolean sees(Optional<IdentityId> person) {
            return all
                    || by.chain().isEmpty()
                            && person.filter(who -> who.value().equals(by.subject()))
                                    .isPresent();
        }
    }

    /**
     * Empty where there is none, or somebody else answers for it.
     *
     * @param asked where the page before ended, if it isn't the first
     */
    Uni<Optional<Recording>> read(String session, Viewer viewer, OrderedRequest<Position> asked) {
        if (!isSession(session)) return Uni.createFrom().item(Optional.empty());
        var from = Optional.ofNullable(asked.after()).orElse(Position.BEGINNING);
        return lines.beginning(session).chain(began -> {
            var person = person(session, began);
            if (!viewer.sees(person)) return Uni.createFrom().item(Optional.empty());
            return lines.steps(session, asked.limit(), from.cursor())
                    .chain(page -> page.entries().isEmpty() && asked.after() == null
                            ? Uni.createFrom().item(Optional.empty())
                            : views.told(new SessionId(session), viewer.by())
                                    .chain(() -> replay(session, began, person, from.steps(), page))
                                    .map(Optional::of));
        });
    }

    private Uni<Recording> replay(
            String session, Optional<TrailEntry> began, Optional<IdentityId> person, int before, TrailPage page) {
        var decisions = page.entries().stream()
                .map(TrailEntry::decision)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return Uni.combine()
                .all()
                .unis(
                        lines.after(session, decisions),
                        findings.ofSession(session, MOST_FINDINGS)
                                .map(found ->
                                        found.stream().map(StepFinding::of).toList()),
                        lines.agreements(session, AgreementReader.behind(page.entries())))
                .asTuple()
                .chain(read -> gaps(page.entries(), read.getItem1()).map(gaps -> {
                    var values = new ShownValues(policy, digest);
                    var reader = new StepReader(identities, clients, surroundings, values);
                    var steps = steps(reader, before, page, read.getItem1(), read.getItem2());
                    return new Recording(
                            session,
                            began.map(it -> values.masked(
                                            it.payload().path("task").asText()))
                                    .orElse(null),
                            person.map(who -> reader.party(who.value())).orElse(null),
                            AgreementReader.each(read.getItem3(), reader::party),
                            digest.isPresent(),
                            steps,
                            elsewhere(steps, read.getItem2()),
                            gaps,
                            Position.next(page, before + steps.size()));
                }));
    }

    private static List<Step> steps(
            StepReader reader, int before, TrailPage page, List<TrailEntry> after, List<StepFinding> findings) {
        Map<String, List<TrailEntry>> byDecision =
                after.stream().collect(groupingBy(line -> String.valueOf(line.decision())));
        var steps = new ArrayList<Step>();
        for (var line : page.entries()) steps.add(reader.read(before + steps.size() + 1, line, byDecision, findings));
        return steps;
    }

    private static List<RaisedFinding> elsewhere(List<Step> steps, List<StepFinding> findings) {
        var shown = steps.stream()
                .flatMap(step -> step.findings().stream())
                .map(RaisedFinding::finding)
                .toList();
        return findings.stream()
                .filter(finding -> !shown.contains(finding.id()))
                .map(finding ->
                        new RaisedFinding(finding.id(), finding.title(), finding.severity(), finding.status(), false))
                .toList();
    }

    private Uni<List<Gap>> gaps(List<TrailEntry> steps, List<TrailEntry> after) {
        if (steps.isEmpty()) return Uni.createFrom().item(List.of());
        var last = steps.get(steps.size() - 1).occurredAt();
        for (var line : after) if (line.occurredAt().isAfter(last)) last = line.occurredAt();
        return lines.gaps(steps.get(0).occurredAt(), last)
                .map(found -> found.stream().map(Recordings::gap).toList());
    }

    private static Gap gap(TrailEntry line) {
        var it = line.payload();
        return new Gap(
                Instant.parse(it.path("from").asText()),
                Instant.parse(it.path("until").asText()),
                it.path("denials").asLong(),
                it.path("allows").asLong());
    }

    /** Who gave the task that began it, as the trail has it; else who answers for the identity that acted without one. */
    private Optional<IdentityId> person(String session, Optional<TrailEntry> began) {
        if (session.startsWith(DelegationId.PREFIX))
            return began.map(TrailEntry::person).flatMap(IdentityId::parse);
        return surroundings.accountablePerson(new SessionId(session));
    }

    private static boolean isSession(String text) {
        try {
            return !new SessionId(text).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Where a page ended. @param steps how many came before */
    record Position(int steps, @Nullable Cursor cursor) {
        private static final String FORM = "[0-9]{1,8}\\.[0-9a-z-]{1,40}";
        private static final Position BEGINNING = new Position(0, null);

        /** @throws IllegalArgumentException if it isn't the {@code next} of a page */
        static Position parse(String text) {
            if (!text.matches(FORM)) throw new IllegalArgumentException(PageRequest.WHAT_A_CURSOR_IS);
            var dot = text.indexOf('.');
            return new Position(Integer.parseInt(text.substring(0, dot)), Cursor.parse(text.substring(dot + 1)));
        }

        static @Nullable String next(TrailPage page, int steps) {
            if (page.next() == null) return null;
            var last = page.entries().get(page.entries().size() - 1);
            return OrderedRequest.next(steps + "." + Cursor.of(last).text());
        }
    }
}
