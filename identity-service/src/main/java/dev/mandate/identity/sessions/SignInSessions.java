package dev.mandate.identity.sessions;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.ClientState.Ended;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.endings.TokenEndings;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.keys.KeyConfig;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends sign-ins, each with its fact. What ends a person's tokens ends these too, since one counts only while he is active and
 * has shown a credential since his {@code tokensVoidBefore}. Every method needs a transaction.
 */
@ApplicationScoped
public class SignInSessions {
    private static final int MOST_OF_A_PERSON = 50;
    private static final EndCause REPLACED = EndCause.ofItself("replaced");
    private static final EndCause TOO_MANY = EndCause.ofItself("too_many");

    /** Sign-ins of one provider that are ended in one transaction; the others don't count from then on either. */
    static final int MOST_AT_ONCE = 200;

    /** A use is written down no more often. */
    private static final Duration USE = Duration.ofMinutes(1);

    private final SignInSessionStore store;
    private final EndedSignInStore endedOnes;
    private final Identities identities;
    private final Vouchers vouchers;
    private final TokenEndings endings;
    private final Outbox outbox;
    private final SessionConfig config;
    private final KeyConfig keys;
    private final InstantSource clock;

    SignInSessions(
            SignInSessionStore store,
            EndedSignInStore endedOnes,
            Identities identities,
            Vouchers vouchers,
            TokenEndings endings,
            Outbox outbox,
            SessionConfig config,
            KeyConfig keys,
            InstantSource clock) {
        this.store = store;
        this.endedOnes = endedOnes;
        this.identities = identities;
        this.vouchers = vouchers;
        this.endings = endings;
        this.outbox = outbox;
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    /** @param cookie to be set in the browser, and kept nowhere else */
    public record Begun(SignInSession session, String cookie) {}

    /**
     * For a person who has just shown a credential. His session in this browser goes on, with another cookie; somebody else's ends.
     *
     * @param cookie the one that the browser had; null for none
     * @return empty for a person who isn't active, or showed it elsewhere before all that he had was ended
     */
    public Uni<Optional<Begun>> begin(IdentityId person, SignInProof proof, @Nullable String cookie) {
        return identities.heldSnapshot(Set.of(person)).chain(snapshot -> {
            if (!snapshot.isActivePerson(person)) return Uni.createFrom().item(Optional.empty());
            var voucher = proof.voucher();
            if (voucher != null && snapshot.isVoid(person, voucher.at()))
                return Uni.createFrom().item(Optional.empty());
            return former(cookie)
                    .chain(former -> goesOn(former, person, snapshot)
                            .chain(goesOn -> goesOn ? Uni.createFrom().item(former.get()) : anew(former, person)))
                    .chain(row -> {
                        var secret = RandomSecret.next();
                        var start = startOf(person, snapshot);
                        var before = row.acr;
                        row.authenticated(
                                proof, voucher == null ? start : voucher.at(), start, RandomSecret.hash(secret));
                        return store.persistAndFlush(row)
                                .chain(() -> outbox.publish(SignalEvent.FAMILY, established(row.session(), before)))
                                .replaceWith(() -> Optional.of(new Begun(row.session(), secret)));
                    });
        });
    }

    private Uni<Boolean> goesOn(Optional<SignInSessionRow> former, IdentityId person, IdentitySnapshot snapshot) {
        return former.filter(row -> counts(row, person, snapshot))
                .map(this::vouched)
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<SignInSessionRow> anew(Optional<SignInSessionRow> former, IdentityId person) {
        return former.map(row -> end(row, REPLACED))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> makeRoom(person))
                .map(ignored -> rowOf(person));
    }

    /** How long one lasts at most. */
    public Duration lifetime() {
        return keys.signInLifetime();
    }

    /** Whether nothing has ended it. */
    public Uni<Boolean> lasts(String id) {
        return store.count("id", id).map(found -> found > 0);
    }

    /** The sign-in that a cookie stands for, while it counts. */
    public Uni<Optional<CurrentSignIn>> current(@Nullable String cookie) {
        return former(cookie).chain(this::current);
    }

    /** The sign-in that something was issued for, while it counts. */
    public Uni<Optional<CurrentSignIn>> current(SignInSessionId id) {
        return store.findById(id.value()).map(Optional::ofNullable).chain(this::current);
    }

    private Uni<Optional<CurrentSignIn>> current(Optional<SignInSessionRow> found) {
        if (found.isEmpty()) return Uni.createFrom().item(Optional.empty());
        var row = found.get();
        return vouched(row)
                .chain(counts -> counts
                        ? identities.profile(new IdentityId(row.personId))
                        : Uni.createFrom().item(Optional.<PersonProfile>empty()))
                .map(profile -> profile.filter(person -> {
                            var voidBefore = person.state().tokensVoidBefore();
                            return person.active()
                                    && isOpen(row)
                                    && (voidBefore == null || !row.authenticatedAt.isBefore(voidBefore));
                        })
                        .map(person -> {
                            if (row.lastUsedAt.plus(USE).isBefore(clock.instant())) row.lastUsedAt = clock.instant();
                            return new CurrentSignIn(row.session(), person);
                        }));
    }

    /** Whoever vouched for it, if not he himself, may do so still. */
    private Uni<Boolean> vouched(SignInSessionRow row) {
        return row.issuer == null || row.vouchedAt == null
                ? Uni.createFrom().item(true)
                : vouchers.counts(row.issuer, row.vouchedAt);
    }

    /** Those of a person that count, in the order in which they began. */
    public Uni<List<SignInSession>> of(IdentityId person) {
        return counting(person)
                .map(rows -> rows.stream().map(SignInSessionRow::session).toList());
    }

    private Uni<List<SignInSessionRow>> counting(IdentityId person) {
        return store.of(person.value()).chain(rows -> counting(person, rows));
    }

    /** Those among a person's that count. */
    Uni<List<SignInSessionRow>> counting(IdentityId person, List<SignInSessionRow> rows) {
        return identities.profile(person).chain(profile -> {
            var voidBefore = profile.map(it -> it.state().tokensVoidBefore()).orElse(null);
            Uni<List<SignInSessionRow>> counting = Uni.createFrom().item(new ArrayList<>());
            for (var row : rows)
                if (isOpen(row) && (voidBefore == null || !row.authenticatedAt.isBefore(voidBefore)))
                    counting = counting.chain(all -> vouched(row).map(counts -> {
                        if (counts) all.add(row);
                        return all;
                    }));
            return counting;
        });
    }

    /**
     * Ends some of those that a provider vouched for, whose word doesn't count any more: none of them counts since then.
     *
     * @param by who saw to that; null where it isn't known any more
     * @return how many; fewer than {@link #MOST_AT_ONCE} where none is left but those that somebody is at
     */
    public Uni<Integer> endVouchedBy(String issuer, @Nullable Actor by) {
        return store.vouchedBy(issuer, MOST_AT_ONCE)
                .chain(rows -> endAll(rows, EndCause.providerStopped(by)).replaceWith(rows.size()));
    }

    /** Nobody is on a surface any more by what a provider said at sign-ins until now, since its word puts others there now. */
    public Uni<Void> forgetSurfaces(String issuer) {
        return store.forgetSurfaces(issuer);
    }

    /** Ends what came of one sign-in at a provider: {@code sid} there. */
    public Uni<Void> endedThere(String issuer, String session) {
        return store.ofIssuerSession(issuer, session, MOST_AT_ONCE)
                .chain(rows -> endAll(rows, EndCause.signedOutAt(issuer)));
    }

    /** Ends all of a person's that came by a provider. */
    public Uni<Void> endedThere(String issuer, IdentityId person) {
        return store.vouchedBy(issuer, person.value(), MOST_AT_ONCE)
                .chain(rows -> endAll(rows, EndCause.signedOutAt(issuer)));
    }

    private Uni<Void> endAll(List<SignInSessionRow> rows, EndCause cause) {
        Uni<Void> ended = Uni.createFrom().voidItem();
        for (var row : rows) ended = ended.chain(() -> end(row, cause));
        return ended;
    }

    /**
     * Ends one of this person's. Its browser has to sign in anew; its tokens, and what refreshes them, don't count any more.
     *
     * @return false where he has none of this id
     */
    public Uni<Boolean> end(IdentityId person, SignInSessionId id, EndCause cause) {
        return store.locked(id.value()).chain(found -> {
            var his = found.filter(row -> row.personId.equals(person.value()));
            if (his.isEmpty()) return Uni.createFrom().item(false);
            return end(his.get(), cause).replaceWith(true);
        });
    }

    /** Ends all of a person's but one. */
    public Uni<Void> endOthers(IdentityId person, @Nullable SignInSessionId but, EndCause cause) {
        return store.of(person.value()).chain(rows -> {
            Uni<Void> ended = Uni.createFrom().voidItem();
            for (var row : rows)
                if (but == null || !row.id.equals(but.value())) ended = ended.chain(() -> end(row, cause));
            return ended;
        });
    }

    private Uni<Void> end(SignInSessionRow row, EndCause cause) {
        return store.delete(row)
                .chain(() -> endedOnes.persist(EndedSignInRow.of(row, clock.instant())))
                .chain(() -> endings.ended(Ended.SIGN_IN, row.id))
                .chain(() -> outbox.publish(SignalEvent.FAMILY, cause.fact(row, clock.instant())));
    }

    private Uni<Void> makeRoom(IdentityId person) {
        return store.of(person.value())
                .chain(rows ->
                        rows.size() < MOST_OF_A_PERSON ? Uni.createFrom().voidItem() : end(rows.get(0), TOO_MANY));
    }

    private Uni<Optional<SignInSessionRow>> former(@Nullable String cookie) {
        return cookie == null ? Uni.createFrom().item(Optional.empty()) : store.byCookie(RandomSecret.hash(cookie));
    }

    private boolean counts(SignInSessionRow row, IdentityId person, IdentitySnapshot snapshot) {
        return row.personId.equals(person.value()) && isOpen(row) && !snapshot.isVoid(person, row.authenticatedAt);
    }

    private boolean isOpen(SignInSessionRow row) {
        var now = clock.instant();
        return now.isBefore(row.endsAt) && now.isBefore(row.lastUsedAt.plus(config.signInIdle()));
    }

    private SignInSessionRow rowOf(IdentityId person) {
        var now = clock.instant();
        var row = new SignInSessionRow();
        row.id = SignInSessionId.next().value();
        row.personId = person.value();
        row.createdAt = now;
        row.endsAt = now.plus(lifetime());
        return row;
    }

    /** Never before what became void, as a token's {@code iat} isn't. */
    private Instant startOf(IdentityId person, IdentitySnapshot snapshot) {
        var now = clock.instant();
        var earliest = snapshot.startOf(person);
        return earliest.isAfter(now) ? earliest : now;
    }

    private SignalEvent established(SignInSession session, @Nullable String acrBefore) {
        return new SignalEvent.SessionEstablished(
                session.person(),
                session.id(),
                session.authenticatedAt(),
                session.acr(),
                session.amr().stream().sorted().toList(),
                session.address(),
                session.issuer(),
                session.device(),
                acrBefore);
    }
}
