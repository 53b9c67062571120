package dev.mandate.audit.publishing;

import dev.mandate.events.risk.RuleRecord;
import dev.mandate.events.risk.RuleState;
import dev.mandate.messaging.publishing.ActivationRules;
import dev.mandate.messaging.publishing.ChangeFacts;
import dev.mandate.messaging.publishing.Facts;
import dev.mandate.messaging.publishing.Proposal;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** All of a rule is told each time, so that a replica that starts later knows what one knows that was there. */
record RuleActivationRules(RuleStore store, Rules rules) implements ActivationRules<RuleRow, RuleVersionRow> {
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
    public Uni<Facts<RuleRecord>> changed(Proposal<RuleRow, RuleVersionRow> proposal, ChangeFacts change) {
        var rule = proposal.artifact();
        var handover = Handover.of(proposal.history().and(change));
        return Uni.createFrom()
                .item(Facts.of(
                        RuleRecord.FAMILY,
                        new RuleState(
                                rule.id(),
                                change.revision(),
                                false,
                                state(proposal, rule.active()),
                                rule.retired,
                                state(proposal, rule.shadow()),
                                handover == null
                                        ? null
                                        : new RuleState.Replaced(state(proposal, handover.version()), handover.at()),
                                change.at(),
                                change.author(),
                                proposal.by())));
    }

    private static RuleState.@Nullable Version state(
            Proposal<RuleRow, RuleVersionRow> proposal, @Nullable Long number) {
        var version = proposal.version(number);
        return version == null ? null : version.asState();
    }
}
