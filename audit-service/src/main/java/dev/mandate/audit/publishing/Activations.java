package dev.mandate.audit.publishing;

import dev.mandate.audit.publishing.Change.Standing;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.risk.RuleState;
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

/** Puts versions in force, or in the shadow, at every risk task: by the outbox, in one transaction with the rows. */
@ApplicationScoped
class Activations {
    private final RuleStore store;
    private final Rules rules;
    private final Outbox outbox;
    private final InstantSource clock;

    Activations(RuleStore store, Rules rules, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param rule id or name */
    Uni<Outcome<Rules.RuleFacts>> change(String rule, Change change, Actor by) {
        return Panache.withTransaction(() -> row(rule).chain(row -> {
            if (row == null) return refused(Outcome.Kind.UNKNOWN, "Publish a version of " + rule + " first");
            return store.versions(row.id)
                    .chain(versions -> store.changes(row.id)
                            .chain(changes -> change(
                                    row,
                                    versions,
                                    changes.stream().map(RuleChangeRow::facts).toList(),
                                    change,
                                    by)));
        }));
    }

    /** Locked; a shipped rule that nobody has published gets one by being retired. */
    private Uni<@Nullable RuleRow> row(String rule) {
        return store.idOf(rule).chain(id -> {
            if (id != null) return store.locked(id).map(locked -> locked);
            var shipped = rules.shippedCalled(rule);
            return shipped == null
                    ? Uni.createFrom().<@Nullable RuleRow>nullItem()
                    : store.lockedOrNew(shipped.id(), rules.nameOfShipped(shipped))
                            .map(made -> made);
        });
    }

    private Uni<Outcome<Rules.RuleFacts>> change(
            RuleRow row, List<RuleVersionRow> versions, List<Rules.ChangeFacts> past, Change change, Actor by) {
        var kind = change.kind();
        if (change.version() != null && version(versions, change.version()) == null)
            return refused(Outcome.Kind.UNKNOWN, "Name a version of " + row.name + " that is there");
        var before = new Standing(row.active, row.retired);
        @Nullable Standing after = before;
        if (kind == Change.Kind.ACTIVATE) after = new Standing(change.version(), false);
        if (kind == Change.Kind.RETIRE) after = new Standing(null, true);
        if (kind == Change.Kind.ROLL_BACK) after = Change.before(past);
        if (after == null)
            return refused(
                    Outcome.Kind.CONFLICT, "Activate a version instead; nothing was changed that could be undone");
        var shadow = kind.ofShadow() ? change.version() : row.shadow;
        if (Objects.equals(shadow, after.version())) shadow = null;
        if (after.equals(before) && Objects.equals(shadow, row.shadow))
            return Uni.createFrom().item(Outcome.done(rules.facts(row)));
        row.active = after.version();
        row.retired = after.retired();
        row.shadow = shadow;
        row.revision++;
        var changed = changed(row, kind, by);
        var history = new ArrayList<>(past);
        history.add(changed.facts());
        return store.add(changed)
                .chain(() ->
                        outbox.publish(RuleState.FAMILY, state(row, versions, Change.gaveWay(history), changed, by)))
                .replaceWith(() -> Outcome.done(rules.facts(row)));
    }

    private RuleChangeRow changed(RuleRow row, Change.Kind kind, Actor by) {
        var change = new RuleChangeRow();
        change.id = row.id + "/" + row.revision;
        change.rule = row.id;
        change.revision = row.revision;
        change.kind = kind;
        change.version = kind.ofShadow() ? row.shadow : row.active;
        change.author = by.acting();
        change.at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return change;
    }

    /** All of it each time, so that a replica that starts later knows what one knows that was there. */
    private static RuleState state(
            RuleRow row,
            List<RuleVersionRow> versions,
            Change.@Nullable GaveWay gaveWay,
            RuleChangeRow change,
            Actor by) {
        return new RuleState(
                row.id,
                row.revision,
                false,
                state(versions, row.active),
                row.retired,
                state(versions, row.shadow),
                gaveWay == null ? null : new RuleState.Replaced(state(versions, gaveWay.version()), gaveWay.at()),
                change.at,
                change.author,
                by);
    }

    private static @Nullable RuleVersionRow version(List<RuleVersionRow> versions, @Nullable Long number) {
        return versions.stream()
                .filter(each -> Objects.equals(each.version, number))
                .findFirst()
                .orElse(null);
    }

    private static RuleState.@Nullable Version state(List<RuleVersionRow> versions, @Nullable Long number) {
        var version = version(versions, number);
        return version == null ? null : version.asState();
    }

    private static Uni<Outcome<Rules.RuleFacts>> refused(Outcome.Kind kind, String title) {
        return Uni.createFrom().item(Outcome.refused(kind, title));
    }
}
