package dev.mandate.identity.signin;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.IssuerEvent;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.identities.DelegationEnd;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.identities.TokensVoid;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.surfaces.SurfaceRules;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Issuers whose word signs people in, and what administrators do to them. Every method needs a transaction. */
@ApplicationScoped
public class Issuers {
    private static final String STOPPED = "stopped";

    private final IssuerStore store;
    private final DelegationEnd delegations;
    private final SignInSessions signIns;
    private final Site site;
    private final Outbox outbox;
    private final InstantSource clock;

    Issuers(
            IssuerStore store,
            DelegationEnd delegations,
            SignInSessions signIns,
            Site site,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.delegations = delegations;
        this.signIns = signIns;
        this.site = site;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Tells the states of those from before there were any. */
    void start(@Observes StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() ->
                Panache.withTransaction(() -> store.untold().call(rows -> {
                    rows.forEach(row -> row.revision = 1);
                    return outbox.publishAll(
                            ClientState.FAMILY,
                            rows.stream().map(IssuerRow::state).toList());
                })));
    }

    /**
     * Registers it, or replaces what was registered for it; what is so already gets no revision. Whoever signed in by one that is no
     * provider any more signs in anew, also if it becomes one again; whom its word put on a surface by other rules is on none by it until then.
     *
     * @param known by {@link IssuerStore#locked}
     */
    Uni<IssuerView> register(Optional<IssuerRow> known, WantedIssuer wanted, Actor by) {
        if (known.filter(wanted::is).isPresent()) return Uni.createFrom().item(view(known.get()));
        var endsProvider = wanted.provider() == null
                && known.filter(row -> row.provider != null).isPresent();
        var placed = known.map(IssuerRow::surfaces).orElse(SurfaceRules.NONE);
        known.ifPresent(wanted::become);
        var row = known.orElseGet(() -> wanted.row(clock.instant()));
        row.revision++;
        if (endsProvider) row.tokensVoidBefore = TokensVoid.before(clock.instant(), row.tokensVoidBefore);
        if (wanted.provider() != null && row.providerId == null)
            row.providerId = "idp_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        var fact = new IssuerEvent.Registered(
                row.issuer,
                row.subjectClaim.text(),
                row.audience,
                AcrValues.parse(row.acrValues).ours(),
                row.keys().shown(),
                known.isPresent(),
                row.terms().map(terms -> provider(row, terms)).orElse(null),
                Optional.ofNullable(row.devices()).map(DeviceClaim::words).orElse(null),
                row.surfaces().words(),
                by);
        return store.persist(row)
                .chain(() -> changed(row, fact))
                .call(() -> endsProvider
                        ? signIns.endVouchedBy(row.issuer, by)
                        : Uni.createFrom().voidItem())
                .call(() -> placed.rules().isEmpty() || placed.equals(wanted.surfaces())
                        ? Uni.createFrom().voidItem()
                        : signIns.forgetSurfaces(row.issuer));
    }

    private IssuerView view(IssuerRow row) {
        return IssuerView.of(row, site);
    }

    private static IssuerEvent.Provider provider(IssuerRow row, ProviderTerms terms) {
        return new IssuerEvent.Provider(
                String.valueOf(row.providerId),
                terms.name(),
                terms.clientId(),
                terms.authentication().text(),
                terms.mailDomains().stream().sorted().toList(),
                terms.mfaMethods().stream().sorted().toList(),
                terms.joining().stream().map(JoinRule::words).toList());
    }

    /** It signs nobody in, sign-ins and tokens of whom it has signed in are void, and what was delegated with them is revoked. */
    Uni<Result<IssuerView, IssuerRefusal>> stop(String issuer, Reason reason, Requester by) {
        return store.locked(issuer).chain(found -> {
            if (found.isEmpty()) return Result.nowRefused(IssuerRefusal.UNKNOWN);
            var row = found.get();
            if (row.stoppedReason != null) return Result.nowDone(view(row));
            row.stoppedReason = reason.value();
            row.tokensVoidBefore = TokensVoid.before(clock.instant(), row.tokensVoidBefore);
            row.revision++;
            return changed(row, new IssuerEvent.Stopped(issuer, reason, by.by()))
                    .call(() -> delegations.madeThrough(issuer, STOPPED))
                    .call(() -> signIns.endVouchedBy(issuer, by.by()))
                    .map(Result::done);
        });
    }

    /**
     * Earlier tokens stay void.
     *
     * @param row by {@link IssuerStore#locked}
     */
    Uni<IssuerView> resume(IssuerRow row, Reason reason, Actor by) {
        if (row.stoppedReason == null) return Uni.createFrom().item(view(row));
        row.stoppedReason = null;
        row.revision++;
        return changed(row, new IssuerEvent.Resumed(row.issuer, reason, by));
    }

    /** Whether a token that somebody got by its assertion then counts. Unknown doesn't. */
    public Uni<Boolean> counts(String issuer, Instant issuedAt) {
        return store.findById(issuer).map(row -> row != null && row.counts(issuedAt));
    }

    /** As {@link #counts}, which stays so until the transaction ends. */
    public Uni<Boolean> holdCounting(String issuer, Instant issuedAt) {
        return store.held(issuer)
                .map(found -> found.map(row -> row.counts(issuedAt)).orElse(false));
    }

    private Uni<IssuerView> changed(IssuerRow row, IssuerEvent fact) {
        return outbox.publish(ClientState.FAMILY, row.state())
                .chain(() -> outbox.publish(AdministrationEvent.FAMILY, fact))
                .replaceWith(() -> view(row));
    }
}
