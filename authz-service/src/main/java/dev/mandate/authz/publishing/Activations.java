package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.PolicyParts;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.engine.policies.PublishingContext;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts versions in force, or in the shadow, on every replica: by the outbox, in one transaction with the rows. */
@ApplicationScoped
public class Activations {
    private final PolicyStore store;
    private final PublishingRight right;
    private final Outbox outbox;
    private final InstantSource clock;

    Activations(PolicyStore store, PublishingRight right, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.right = right;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Uni<Outcome<PolicySets.SetFacts>> change(String set, Change change, Publisher publisher) {
        return Panache.withTransaction(() -> store.locked(set).chain(row -> {
            if (row == null)
                return refused(Outcome.Kind.UNKNOWN, "Publish a version of " + set + " first; there is no such set");
            return store.versions(set)
                    .chain(versions -> store.changes(set)
                            .chain(changes -> change(
                                    row,
                                    new Past(
                                            versions,
                                            changes.stream()
                                                    .map(PolicyChangeRow::facts)
                                                    .toList()),
                                    change,
                                    publisher)));
        }));
    }

    /** What the set has behind it: versions newest first, changes oldest first. */
    private record Past(List<PolicyVersionRow> versions, List<PolicySets.ChangeFacts> changes) {
        @Nullable
        PolicyVersionRow version(@Nullable Long number) {
            return versions.stream()
                    .filter(row -> Objects.equals(row.version, number))
                    .findFirst()
                    .orElse(null);
        }

        boolean watched(long version) {
            return changes.stream()
                    .anyMatch(
                            change -> change.kind() == Change.Kind.WATCH && Objects.equals(change.version(), version));
        }
    }

    private Uni<Outcome<PolicySets.SetFacts>> change(PolicySetRow row, Past past, Change change, Publisher publisher) {
        var number = change.kind() == Change.Kind.ROLL_BACK ? Change.before(past.changes()) : change.version();
        var target = past.version(number);
        var needsTarget = change.kind() != Change.Kind.DEACTIVATE && change.kind() != Change.Kind.UNWATCH;
        if (needsTarget && target == null)
            return change.kind() == Change.Kind.ROLL_BACK
                    ? refused(Outcome.Kind.CONFLICT, "Activate a version instead; none was in force before this one")
                    : refused(Outcome.Kind.UNKNOWN, "Name a version of " + row.name + " that is there");
        var facts = target == null
                ? new PublishingContext(false, false, 0)
                : new PublishingContext(
                        target.author.equals(publisher.name()), past.watched(target.version), target.tests);
        var refusal = right.refusal(publisher, change.kind().action(), row.name, facts);
        if (refusal != null) return refused(Outcome.Kind.FORBIDDEN, refusal);
        if (isSo(row, change, target))
            return Uni.createFrom().item(Outcome.done(row.facts(past.versions().size())));
        return text(target).chain(text -> {
            if (change.kind().ofActive() && target != null && text != null && locksOut(row, text, publisher))
                return refused(
                        Outcome.Kind.CONFLICT,
                        "Leave yourself the right to activate governance; by this version nobody could undo it for you");
            return write(row, past, change.kind(), target, text, publisher);
        });
    }

    private static boolean isSo(PolicySetRow row, Change change, @Nullable PolicyVersionRow target) {
        var version = target == null ? null : target.version;
        return Objects.equals(change.kind().ofActive() ? row.active : row.shadow, version);
    }

    private Uni<@Nullable PolicyTextRow> text(@Nullable PolicyVersionRow version) {
        return version == null
                ? Uni.createFrom().nullItem()
                : store.text(version).map(row -> row);
    }

    /** Whoever publishes other rules for publishing must be able to take them back. */
    private boolean locksOut(PolicySetRow row, PolicyTextRow text, Publisher publisher) {
        if (!row.name.equals(PolicySetVersion.GOVERNANCE)) return false;
        var version = PolicySetVersion.of(row.name, text.id, text.compiled);
        var book = new PolicyBook(PolicySet.compile(version.policies()), version.name());
        return right.refusal(book, publisher, "activate", row.name, new PublishingContext(false, false, 0)) != null;
    }

    private Uni<Outcome<PolicySets.SetFacts>> write(
            PolicySetRow row,
            Past past,
            Change.Kind kind,
            @Nullable PolicyVersionRow target,
            @Nullable PolicyTextRow text,
            Publisher publisher) {
        var before = past.version(kind.ofActive() ? row.active : row.shadow);
        var arrives = target != null && !row.names(target.version);
        var version = target == null ? null : target.version;
        if (kind.ofActive()) row.active = version;
        else row.shadow = version;
        if (kind.ofActive() && Objects.equals(row.shadow, version)) row.shadow = null;
        row.revision++;
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var records = new ArrayList<PolicyRecord>();
        if (arrives && text != null) records.addAll(parts(row, version == null ? 0 : version, text.compiled));
        var active = past.version(row.active);
        var shadow = past.version(row.shadow);
        records.add(new PolicyRecord.Activation(
                row.name,
                row.revision,
                false,
                active == null ? null : active.asActivated(),
                shadow == null ? null : shadow.asActivated(),
                now,
                publisher.name(),
                told(kind),
                publisher.by()));
        if (before != null && !row.names(before.version)) records.addAll(gone(row, before));
        var change = new PolicyChangeRow();
        change.id = row.name + "/" + row.revision;
        change.set = row.name;
        change.revision = row.revision;
        change.kind = kind;
        change.version = version;
        change.author = publisher.name();
        change.at = now;
        return store.add(change)
                .chain(() -> outbox.publishAll(PolicyRecord.FAMILY, records))
                .replaceWith(() -> Outcome.done(row.facts(past.versions().size())));
    }

    private static PolicyRecord.Change told(Change.Kind kind) {
        return switch (kind) {
            case ACTIVATE -> PolicyRecord.Change.ACTIVATED;
            case ROLL_BACK -> PolicyRecord.Change.ROLLED_BACK;
            case DEACTIVATE -> PolicyRecord.Change.DEACTIVATED;
            case WATCH -> PolicyRecord.Change.WATCHED;
            case UNWATCH -> PolicyRecord.Change.UNWATCHED;
        };
    }

    private static List<PolicyRecord> parts(PolicySetRow row, long version, String text) {
        var parts = PolicyParts.split(text);
        var records = new ArrayList<PolicyRecord>();
        for (int number = 0; number < parts.size(); number++)
            records.add(new PolicyRecord.Part(row.name, version, number, row.revision, false, parts.get(number)));
        return records;
    }

    private static List<PolicyRecord> gone(PolicySetRow row, PolicyVersionRow version) {
        var records = new ArrayList<PolicyRecord>();
        for (int number = 0; number < version.parts; number++)
            records.add(new PolicyRecord.Part(row.name, version.version, number, row.revision, true, ""));
        return records;
    }

    private static Uni<Outcome<PolicySets.SetFacts>> refused(Outcome.Kind kind, String title) {
        return Uni.createFrom().item(Outcome.refused(kind, title));
    }
}
