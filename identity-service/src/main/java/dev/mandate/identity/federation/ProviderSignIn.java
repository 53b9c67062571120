package dev.mandate.identity.federation;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.federation.Arrival.Why;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.postures.NamedDevice;
import dev.mandate.identity.postures.Postures;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.sessions.SignInProof.Voucher;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.signin.Provider;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Signs in whoever has an account at a provider: who has linked it; whoever has the address that a provider speaks for, whose it is from then
 * on; and whom the provider's rules take in. Each is on record, good or bad. Every method needs a transaction.
 */
@ApplicationScoped
class ProviderSignIn {
    private final LinkedAccountStore store;
    private final Accounts accounts;
    private final Joiners joiners;
    private final Identities identities;
    private final SignInSessions sessions;
    private final Postures postures;
    private final Outbox outbox;
    private final InstantSource clock;

    ProviderSignIn(
            LinkedAccountStore store,
            Accounts accounts,
            Joiners joiners,
            Identities identities,
            SignInSessions sessions,
            Postures postures,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.accounts = accounts;
        this.joiners = joiners;
        this.identities = identities;
        this.sessions = sessions;
        this.postures = postures;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param provider held */
    Uni<Arrival> signIn(Account account, Provider provider, Visit visit) {
        return store.locked(provider.issuer(), account.subject()).chain(found -> {
            if (found.isEmpty()) return unknown(account, provider, visit);
            var row = found.get();
            return row.isLinked()
                    ? known(row, account, provider, visit)
                    : refused(row.person(), SignInProblem.UNKNOWN, provider, visit);
        });
    }

    private Uni<Arrival> known(LinkedAccountRow row, Account account, Provider provider, Visit visit) {
        return on(row.person(), account, provider).chain(device -> known(row, account, provider, visit, device));
    }

    private static Optional<NamedDevice> named(Account account, Provider provider) {
        return Optional.ofNullable(provider.devices()).flatMap(it -> it.of(account.claims()));
    }

    /** Before anything holds him, since who tells of a device locks it first. */
    private Uni<Void> heldDevice(Account account, Provider provider) {
        return named(account, provider)
                .map(postures::lock)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** As {@link #heldDevice}. */
    private Uni<Optional<NamedDevice>> on(IdentityId person, Account account, Provider provider) {
        var named = named(account, provider);
        if (named.isEmpty()) return Uni.createFrom().item(Optional.empty());
        return postures.signedInOn(named.get(), person).map(is -> is ? named : Optional.empty());
    }

    private Uni<Arrival> known(
            LinkedAccountRow row, Account account, Provider provider, Visit visit, Optional<NamedDevice> device) {
        return identities.heldSnapshot(Set.of(row.person())).chain(snapshot -> {
            if (snapshot.of(row.person()).isEmpty() && row.tookHimIn())
                return Uni.createFrom().<Arrival>item(new Arrival.Joining());
            if (!snapshot.isActivePerson(row.person()))
                return refused(row.person(), SignInProblem.INACTIVE, provider, visit);
            if (snapshot.isVoid(row.person(), account.signedInAt()))
                return refused(row.person(), SignInProblem.WRONG, provider, visit)
                        .replaceWith(new Arrival.Refused(Why.ENDED_SINCE));
            return store.isLinked(row.id)
                    .chain(linked -> linked
                            ? joiners.isStill(row, account, provider)
                            : Uni.createFrom().item(false))
                    .chain(still -> still
                            ? begun(row, proof(account, provider, visit, device.orElse(null)), provider, visit)
                            : refused(row.person(), SignInProblem.UNKNOWN, provider, visit));
        });
    }

    private Uni<Arrival> begun(LinkedAccountRow row, SignInProof proof, Provider provider, Visit visit) {
        return sessions.begin(row.person(), proof, visit.session()).chain(begun -> {
            if (begun.isEmpty()) return refused(row.person(), SignInProblem.INACTIVE, provider, visit);
            row.lastUsedAt = clock.instant();
            return Uni.createFrom().item(new Arrival.In(begun.get()));
        });
    }

    private static SignInProof proof(Account account, Provider provider, Visit visit, @Nullable NamedDevice device) {
        var acr = provider.strength(account.acr(), account.amr());
        var amr = new TreeSet<>(account.amr());
        amr.removeIf(method -> method.chars().anyMatch(Character::isWhitespace));
        // Who reads it here takes it for two factors, whatever the provider means by it.
        if (acr.equals(SignInProof.MFA_ACR)) amr.add("mfa");
        else amr.remove("mfa");
        if (amr.isEmpty()) amr.add("fed");
        return SignInProof.byProvider(
                new Voucher(
                        provider.issuer(),
                        account.session(),
                        account.signedInAt(),
                        device,
                        provider.surfaces().met(provider.issuer(), account.claims())),
                acr,
                amr,
                visit.address(),
                visit.agent());
    }

    /** The account is nobody's yet. */
    private Uni<Arrival> unknown(Account account, Provider provider, Visit visit) {
        return byMail(account, provider)
                .chain(person -> person.isPresent()
                        ? heldDevice(account, provider)
                                .chain(() -> accounts.link(person.get(), account, provider, Initiator.SYSTEM))
                                .chain(linked -> linked.fold(
                                        row -> known(row, account, provider, visit),
                                        why -> refused(person.get(), SignInProblem.UNKNOWN, provider, visit)))
                        : joiners.takesIn(account, provider)
                                .chain(joins -> joins
                                        ? Uni.createFrom().<Arrival>item(new Arrival.Joining())
                                        : refused(null, SignInProblem.UNKNOWN, provider, visit)));
    }

    /** Whose address the provider speaks for. Whoever has an account there already isn't given another, since addresses change hands. */
    private Uni<Optional<IdentityId>> byMail(Account account, Provider provider) {
        if (!account.hasMailOf(provider.terms().mailDomains()))
            return Uni.createFrom().item(Optional.empty());
        return identities.withEmail(String.valueOf(account.mail())).chain(found -> {
            var person = found.filter(state -> state.status() == Status.ACTIVE).map(IdentityState::identity);
            return person.isEmpty()
                    ? Uni.createFrom().item(Optional.<IdentityId>empty())
                    : store.countOf(person.get().value(), provider.issuer())
                            .map(has -> has == 0 ? person : Optional.<IdentityId>empty());
        });
    }

    /** He is told the same whatever it was. */
    Uni<Arrival> refused(@Nullable IdentityId person, SignInProblem why, Provider provider, Visit visit) {
        var fact = new SignalEvent.SignInRefused(
                person, clock.instant(), SignInMethod.PROVIDER, why, visit.address(), provider.issuer());
        return outbox.publish(SignalEvent.FAMILY, fact)
                .replaceWith(new Arrival.Refused(why == SignInProblem.WRONG ? Why.NOT_BELIEVED : Why.NOBODYS));
    }

    /** Whoever is signed in here has this account from now on. */
    Uni<Arrival> link(IdentityId person, Account account, Provider provider) {
        return accounts.link(person, account, provider, Initiator.USER)
                .map(linked -> linked.<Arrival>fold(row -> new Arrival.Linked(), Arrival.Refused::new));
    }
}
