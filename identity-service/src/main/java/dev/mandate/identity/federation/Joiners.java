package dev.mandate.identity.federation;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.SignalEvent.ChangeType;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.signin.JoinRule;
import dev.mandate.identity.signin.Provider;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes people in whom nobody here knows yet, as their provider's rules say. What is said of one goes to lifecycle-service as an HR
 * system's word, from a source that is the provider's own: there he joins, and whatever he may do follows from that. His id here is his
 * employee id and his identity, for ever. Every method needs a transaction.
 */
@ApplicationScoped
class Joiners {
    /** By one provider. */
    private static final long MOST = 200_000;

    private static final int LONGEST_MAIL = 320;

    private final LinkedAccountStore store;
    private final Accounts accounts;
    private final Identities identities;
    private final Outbox outbox;
    private final InstantSource clock;

    Joiners(LinkedAccountStore store, Accounts accounts, Identities identities, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.accounts = accounts;
        this.identities = identities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What he is by the rules; empty where they let him in as nothing. An address counts only of a domain that the provider speaks for. */
    static Optional<WorkerAttributes> worker(Account account, Provider provider) {
        var mail = account.hasMailOf(provider.terms().mailDomains()) ? account.mail() : null;
        return JoinRule.of(provider.terms().joining(), account.claims(), account.unheard())
                .flatMap(rule -> {
                    try {
                        return Optional.of(rule.worker(account.claims(), mail));
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                });
    }

    /**
     * Takes in whoever has an account that is nobody's, which is locked.
     *
     * @return false where no rule lets him in, or somebody here has his address: he is perhaps no new one
     */
    Uni<Boolean> takesIn(Account account, Provider provider) {
        var worker = worker(account, provider);
        if (worker.isEmpty()) return Uni.createFrom().item(false);
        return isSomebody(account)
                .chain(known -> known ? Uni.createFrom().item(false) : hasRoom(provider))
                .chain(may -> may
                        ? joined(account, provider, worker.get())
                        : Uni.createFrom().item(false));
    }

    /** By any address that is said of him, believed or not; one that nobody could look for, or ask for, may be anybody's. */
    private Uni<Boolean> isSomebody(Account account) {
        var mail = account.claims().get("email");
        if (mail == null) return Uni.createFrom().item(account.unheard().contains("email"));
        return mail instanceof String text && text.length() <= LONGEST_MAIL && WholeText.is(text)
                ? identities.signingIn(text).map(Optional::isPresent)
                : Uni.createFrom().item(true);
    }

    private Uni<Boolean> hasRoom(Provider provider) {
        return store.takenInBy(provider.issuer()).map(count -> count < MOST);
    }

    private Uni<Boolean> joined(Account account, Provider provider, WorkerAttributes worker) {
        var person = IdentityId.nextPerson();
        var row = accounts.rowOf(person, account, provider);
        var at = row.tell(worker, clock.instant());
        return store.persist(row)
                .chain(() -> say(provider, new HrEvent.Joined(person.value(), at, row.said, worker, person)))
                .chain(() -> accounts.told(person, Initiator.SYSTEM, ChangeType.CREATE, provider.issuer()))
                .replaceWith(true);
    }

    /** Whoever was taken in by it is as it says now; false where no rule lets him in any more. */
    Uni<Boolean> isStill(LinkedAccountRow row, Account account, Provider provider) {
        if (!row.tookHimIn()) return Uni.createFrom().item(true);
        var worker = worker(account, provider);
        if (worker.isEmpty()) return Uni.createFrom().item(false);
        if (row.isTold(worker.get())) return Uni.createFrom().item(true);
        var at = row.tell(worker.get(), clock.instant());
        return say(provider, new HrEvent.Moved(row.personId, at, row.said, worker.get()))
                .replaceWith(true);
    }

    private Uni<Void> say(Provider provider, HrEvent event) {
        return outbox.publishOf("oidc:" + provider.id(), HrEvent.FAMILY, List.of(event));
    }
}
