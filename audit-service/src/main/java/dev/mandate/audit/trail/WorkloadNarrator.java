package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadIssuerEvent;
import dev.mandate.events.ids.IdentityId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who did what to a workload. */
@ApplicationScoped
class WorkloadNarrator {
    private static final String NOBODY = "Nobody";

    private final Function<IdentityId, String> names;
    private final Function<IdentityId, Optional<IdentityId>> answering;
    private final Doer doer;

    @Inject
    WorkloadNarrator(Accountable accountable, Doer doer) {
        this(accountable::named, workload -> accountable.person(null, null, workload), doer);
    }

    /** @param answering who answers for a workload */
    WorkloadNarrator(
            Function<IdentityId, String> names, Function<IdentityId, Optional<IdentityId>> answering, Doer doer) {
        this.names = names;
        this.answering = answering;
        this.doer = doer;
    }

    TrailRow tell(WorkloadEvent event) {
        if (event instanceof WorkloadEvent.Registered it) return registered(it);
        if (event instanceof WorkloadEvent.Imported it) return imported(it);
        if (event instanceof WorkloadEvent.CredentialChanged it) return credential(it);
        if (event instanceof WorkloadEvent.Suspended it) return moved(it, "suspended", it.reason());
        if (event instanceof WorkloadEvent.Resumed it) return moved(it, "resumed", it.reason());
        if (event instanceof WorkloadEvent.Retired it) return moved(it, "retired", it.reason());
        if (event instanceof WorkloadEvent.Deleted it) return moved(it, "deleted", it.reason());
        if (event instanceof WorkloadEvent.ValidityChanged it) return validity(it);
        if (event instanceof WorkloadEvent.Confirmed it) return moved(it, "confirmed", null);
        return moved(event, "activated", null);
    }

    TrailRow tell(WorkloadIssuerEvent event) {
        var who = doer.named(event.by(), NOBODY);
        var whose = "the issuer " + event.issuer() + ", which says which workload asks";
        if (event instanceof WorkloadIssuerEvent.Stopped it) return issuer(it, "stopped", who, whose, it.reason());
        if (event instanceof WorkloadIssuerEvent.Resumed it) return issuer(it, "resumed", who, whose, it.reason());
        var it = (WorkloadIssuerEvent.Trusted) event;
        var keys = " (keys: " + String.join(", ", it.keys()) + "; for " + it.audience()
                + (it.reusable() ? "; each token until it ends)" : "; each token once)")
                + (it.surfaces() == null ? "" : "; " + String.join(", ", it.surfaces()));
        return issuer(it, it.again() ? "changed" : "trusted", who, whose + keys, null);
    }

    private static TrailRow issuer(
            WorkloadIssuerEvent event, String outcome, String who, String whose, @Nullable Reason reason) {
        var summary = who + ' ' + outcome + ' ' + whose + Doer.because(reason);
        return new TrailRow(null, null, Doer.person(event.by()), null, null, outcome, summary, event.issuer());
    }

    private TrailRow registered(WorkloadEvent.Registered it) {
        var owner = it.owner();
        return TrailRow.about(
                it.workload(),
                owner == null ? Doer.person(it.by()) : owner,
                "registered",
                doer.named(it.by(), NOBODY) + " registered the workload " + it.displayName() + " (" + it.workload()
                        + ") in " + it.environment() + ": "
                        + (owner == null
                                ? "nobody answers for it until it is accepted"
                                : names.apply(owner) + " answers for it"));
    }

    private TrailRow imported(WorkloadEvent.Imported it) {
        var there = it.externalId() + " of " + it.system();
        var whose = names.apply(it.workload());
        var used = it.lastUsed() == null ? "" : ", which was last used at " + it.lastUsed();
        return row(
                it,
                "imported",
                doer.named(it.by(), NOBODY)
                        + (it.changed().isEmpty()
                                ? " took over " + there + " as " + whose
                                : " took over what " + there + " says otherwise of " + whose + " ("
                                        + String.join(", ", it.changed()) + ")")
                        + used);
    }

    private TrailRow credential(WorkloadEvent.CredentialChanged it) {
        var what =
                switch (it.change()) {
                    case SECRET_MADE -> " made the secret " + it.credential() + " of ";
                    case SECRET_ENDED -> " ended the secret " + it.credential() + " of ";
                    case KEYS_CHANGED -> " changed the keys of ";
                    case BINDING_MADE -> " bound tokens of another issuer (" + it.credential() + ") to ";
                    case BINDING_ENDED -> " ended the binding " + it.credential() + " of ";
                };
        return row(
                it,
                it.change().name().toLowerCase(Locale.ROOT),
                doer.named(it.by(), NOBODY)
                        + what
                        + names.apply(it.workload())
                        + (it.endsAt() == null ? "" : ", which ends at " + it.endsAt())
                        + Doer.because(it.reason()));
    }

    private TrailRow validity(WorkloadEvent.ValidityChanged it) {
        return row(
                it,
                "validity_changed",
                doer.named(it.by(), NOBODY) + " said when " + names.apply(it.workload()) + " may act: "
                        + when(it.validity()));
    }

    static String when(@Nullable Validity now) {
        if (now == null) return "always";
        return (now.from() == null ? "" : "from " + now.from() + " ")
                + (now.until() == null ? "without an end" : "until " + now.until());
    }

    private TrailRow moved(WorkloadEvent event, String outcome, @Nullable Reason reason) {
        return row(
                event,
                outcome,
                doer.named(event.by(), NOBODY)
                        + ' '
                        + outcome
                        + ' '
                        + names.apply(event.workload())
                        + Doer.because(reason));
    }

    private TrailRow row(WorkloadEvent event, String outcome, String summary) {
        return TrailRow.about(
                event.workload(), answering.apply(event.workload()).orElse(null), outcome, summary);
    }
}
