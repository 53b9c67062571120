package dev.mandate.audit.publishing;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.risk.RuleRecord;
import dev.mandate.events.risk.RuleState;
import dev.mandate.messaging.publishing.ActivationRules;
import dev.mandate.messaging.publishing.ChangeFacts;
import dev.mandate.messaging.publishing.Facts;
import dev.mandate.messaging.publishing.PlannedChange;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All of a rule is told each time, so that a replica that starts later knows what one knows that was there. */
record RuleActivationRules(RuleStore store, Rules rules, ShadowReport report)
        implements ActivationRules<RuleRow, RuleVersionRow> {
    private static final Duration WATCHED = Duration.ofDays(7);

    /** A shipped rule that nobody has published gets a row by being retired. */
    @Override
    public Uni<@Nullable RuleRow> artifact(String named) {
        return store.idOf(named).chain(id -> {
            if (id != null) return store.locked(id);
            var shipped = rules.shippedCalled(named);
            return shipped == null
                    ? Uni.createFrom().nullItem()
                    : store.lockedOrNew(shipped.id(), rules.nameOfShipped(shipped));
        });
    }

    @Override
    public boolean rollsBackToShipped() {
        return true;
    }

    @Override
    public Uni<List<String>> touches(PlannedChange<RuleRow, RuleVersionRow> planned) {
        var target = planned.target();
        if (target == null)
            return Uni.createFrom()
                    .item(List.of(
                            "everyone whose agents act: " + planned.artifact().name()
                                    + (planned.plan().after().retired()
                                            ? " finds nothing any more"
                                            : " finds what it found as shipped")));
        var lines = new ArrayList<String>();
        lines.add("everyone whose agents act, wherever it matches: level " + target.level
                + (target.level.equals("critical")
                        ? ", so that each finding revokes the delegations of its session"
                        : ""));
        lines.add("its text: GET /rules/" + planned.artifact().id() + "/versions/" + target.version());
        return report.seen(planned.artifact().id(), target.digest(), WATCHED).map(seen -> {
            lines.add(
                    seen.findings() == 0
                            ? "it has found nothing in the last 7 days while it was only watched, or was not watched"
                            : "while it was only watched it would have raised " + seen.findings() + " findings in "
                                    + seen.sessions() + " sessions of the last 7 days");
            // last: of many lines the first are shown, and whoever wrote the rule chooses how many these are
            for (var warning : Candidate.warnings(target.sigma))
                lines.add("probably misspelt in line " + warning.line() + ": " + PlainText.shown(warning.message()));
            return lines;
        });
    }

    @Override
    public Uni<Facts<RuleRecord>> changed(PlannedChange<RuleRow, RuleVersionRow> planned, ChangeFacts change) {
        var rule = planned.artifact();
        var handover = Handover.of(planned.history().and(change));
        return Uni.createFrom()
                .item(Facts.of(
                        RuleRecord.FAMILY,
                        new RuleState(
                                rule.id(),
                                change.revision(),
                                false,
                                state(planned, rule.active()),
                                rule.retired,
                                state(planned, rule.shadow()),
                                handover == null
                                        ? null
                                        : new RuleState.Replaced(state(planned, handover.version()), handover.at()),
                                change.at(),
                                change.author(),
                                planned.by())));
    }

    private static RuleState.@Nullable Version state(
            PlannedChange<RuleRow, RuleVersionRow> planned, @Nullable Long number) {
        var version = planned.version(number);
        return version == null ? null : version.asState();
    }
}
