package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.GovernanceEvent.CatalogChanged;
import dev.mandate.events.lifecycle.GovernanceEvent.Granted;
import dev.mandate.events.lifecycle.GovernanceEvent.Revoked;
import dev.mandate.events.lifecycle.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who gave or took which access, and who changed what the catalogue says. */
@ApplicationScoped
class GovernanceNarrator {
    private final Accountable accountable;

    @Inject
    GovernanceNarrator(Accountable accountable) {
        this.accountable = accountable;
    }

    TrailRow tell(GovernanceEvent event) {
        if (event instanceof Granted it) return granted(it);
        if (event instanceof Revoked it) return revoked(it);
        return changed((CatalogChanged) event);
    }

    private TrailRow granted(Granted it) {
        return TrailRow.about(
                        it.identity(),
                        answering(it.by(), it.identity()),
                        "granted",
                        accountable.named(it.by()) + " granted " + it.entitlement() + " to "
                                + accountable.named(it.identity()) + " from " + it.from() + " until " + it.until()
                                + origin(it.origin()) + ": " + it.reason() + " (" + it.grant() + ")")
                .on(it.grant().value());
    }

    private TrailRow revoked(Revoked it) {
        var whose = it.entitlement() + " of " + accountable.named(it.identity());
        var what = it.by() == null ? "The grant of " + whose : accountable.named(it.by()) + " took back " + whose;
        var why =
                switch (it.cause()) {
                    case TAKEN_BACK -> "";
                    case EXPIRED -> " ended, its time is over";
                    case EMPLOYMENT_ENDED -> " ended with the employment";
                    case ENTITLEMENT_GONE -> " ended, the catalogue has it no longer";
                };
        return TrailRow.about(
                        it.identity(),
                        answering(it.by(), it.identity()),
                        "revoked",
                        what + why + (it.reason() == null ? "" : ": " + it.reason()) + " (" + it.grant() + ")")
                .on(it.grant().value());
    }

    private TrailRow changed(CatalogChanged it) {
        var change = it.change().name().toLowerCase(Locale.ROOT);
        var members = it.members().isEmpty() ? "" : " (" + String.join(", ", it.members()) + ")";
        return new TrailRow(
                        null,
                        null,
                        person(it.by()),
                        null,
                        null,
                        change,
                        accountable.named(it.by()) + " " + change + " " + it.entry() + members + ", now revision "
                                + it.revision() + (it.imported() ? ", by an import" : "")
                                + (it.reason() == null ? "" : ": " + it.reason()))
                .on(it.entry());
    }

    private static String origin(Origin origin) {
        var reference = origin.reference() == null ? "" : " " + origin.reference();
        return switch (origin.kind()) {
            case BIRTHRIGHT -> " as the birthright of " + origin.reference();
            case REQUEST -> " by request" + reference;
            case REVIEW -> " by review" + reference;
            case DELEGATION -> " by delegation" + reference;
            case EMERGENCY -> " in an emergency" + reference;
            case IMPORT -> ", imported" + reference;
            case ADMINISTRATOR -> reference.isEmpty() ? "" : " for" + reference;
        };
    }

    /** Whoever did it, where that was a person; else whose access it is. */
    private static IdentityId answering(@Nullable Actor by, IdentityId holder) {
        var person = by == null ? null : person(by);
        return person == null ? holder : person;
    }

    private static @Nullable IdentityId person(Actor by) {
        return by.identity().filter(IdentityId::isPerson).orElse(null);
    }
}
