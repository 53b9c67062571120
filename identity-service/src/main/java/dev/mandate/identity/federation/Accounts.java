package dev.mandate.identity.federation;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.ChangeType;
import dev.mandate.events.identity.SignalEvent.CredentialType;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.credentials.CredentialRefusal;
import dev.mandate.identity.credentials.Credentials;
import dev.mandate.identity.credentials.OtherWaysIn;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.signin.Provider;
import dev.mandate.identity.signin.Providers;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose account at a provider is whose, each change with its fact. Every method needs a transaction. */
@ApplicationScoped
public class Accounts implements OtherWaysIn {
    /** Of one person. */
    static final int MOST = 20;

    /** Of one person, with those that he has unlinked. */
    static final int MOST_EVER = 100;

    private final LinkedAccountStore store;
    private final Identities identities;
    private final Credentials credentials;
    private final Providers providers;
    private final Outbox outbox;
    private final InstantSource clock;

    Accounts(
            LinkedAccountStore store,
            Identities identities,
            Credentials credentials,
            Providers providers,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.identities = identities;
        this.credentials = credentials;
        this.providers = providers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** In the order in which he linked them. */
    public Uni<List<LinkedAccount>> of(IdentityId person) {
        return store.of(person.value())
                .map(rows -> rows.stream().map(LinkedAccount::of).toList());
    }

    /** Whom a provider means by this name; empty for an account that is nobody's now. */
    public Uni<Optional<IdentityId>> whose(String issuer, String subject) {
        return store.linked(issuer, subject).map(found -> found.map(LinkedAccountRow::person));
    }

    /** Nobody else gets an account that somebody has, also one who doesn't use it any more since it made him somebody here. */
    Uni<Result<LinkedAccountRow, Arrival.Why>> link(
            IdentityId person, Account account, Provider provider, Initiator by) {
        return store.locked(provider.issuer(), account.subject()).chain(found -> {
            if (found.filter(row -> isTaken(row, person)).isPresent()) return Result.nowRefused(Arrival.Why.TAKEN);
            return identities
                    .lock(person)
                    .chain(() -> store.of(person.value()))
                    .chain(his -> his.size() >= MOST
                            ? Result.nowRefused(Arrival.Why.TOO_MANY)
                            : store.ofPerson(person.value(), provider.issuer(), account.subject())
                                    .chain(former -> former.isPresent()
                                            ? again(former.get(), account, by)
                                            : made(person, account, provider, by)));
        });
    }

    private static boolean isTaken(LinkedAccountRow row, IdentityId person) {
        return row.isLinked() || row.tookHimIn() && !row.personId.equals(person.value());
    }

    private Uni<Result<LinkedAccountRow, Arrival.Why>> again(LinkedAccountRow row, Account account, Initiator by) {
        row.unlinkedAt = null;
        row.linkedAt = clock.instant();
        row.shownAs = account.shownAs();
        return told(row.person(), by, ChangeType.CREATE, row.issuer).replaceWith(() -> Result.done(row));
    }

    private Uni<Result<LinkedAccountRow, Arrival.Why>> made(
            IdentityId person, Account account, Provider provider, Initiator by) {
        return store.countOf(person.value()).chain(had -> {
            if (had >= MOST_EVER) return Result.nowRefused(Arrival.Why.TOO_MANY);
            var row = rowOf(person, account, provider);
            return store.persist(row)
                    .chain(() -> told(person, by, ChangeType.CREATE, provider.issuer()))
                    .replaceWith(() -> Result.done(row));
        });
    }

    LinkedAccountRow rowOf(IdentityId person, Account account, Provider provider) {
        var row = new LinkedAccountRow();
        row.id = "lnk_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        row.issuer = provider.issuer();
        row.subject = account.subject();
        row.personId = person.value();
        row.shownAs = account.shownAs();
        row.linkedAt = clock.instant();
        return row;
    }

    /**
     * It signs him in no more, until he links it again himself: neither his address nor a rule gives it back to him. The last way in that
     * he has stays, also where he unlinks two at once.
     */
    public Uni<Result<Void, CredentialRefusal>> unlink(IdentityId person, String id, Initiator by) {
        return identities.lock(person).chain(() -> store.of(person.value())).chain(his -> {
            var found = his.stream().filter(row -> row.id.equals(id)).findFirst();
            if (found.isEmpty()) return Result.nowRefused(CredentialRefusal.UNKNOWN);
            var row = found.get();
            return isLetInWithout(row, his).chain(isLetIn -> {
                if (!isLetIn) return Result.nowRefused(CredentialRefusal.LAST);
                row.unlinkedAt = clock.instant();
                return told(person, by, ChangeType.DELETE, row.issuer).map(Result::done);
            });
        });
    }

    /** An account at a provider that signs nobody in now lets him in nowhere. */
    private Uni<Boolean> isLetInWithout(LinkedAccountRow row, List<LinkedAccountRow> his) {
        var others = his.stream().filter(it -> it != row).map(it -> it.issuer).toList();
        return credentials
                .letIn(row.person())
                .chain(byOwn -> byOwn
                        ? Uni.createFrom().item(true)
                        : providers
                                .offered()
                                .map(offered -> offered.stream().anyMatch(it -> others.contains(it.issuer()))));
    }

    @Override
    public Uni<Void> removeAll(IdentityId person, Initiator by) {
        return store.of(person.value()).chain(rows -> {
            Uni<Void> removed = Uni.createFrom().voidItem();
            for (var row : rows) {
                row.unlinkedAt = clock.instant();
                removed = removed.chain(() -> told(person, by, ChangeType.REVOKE, row.issuer));
            }
            return removed;
        });
    }

    Uni<Void> told(IdentityId person, Initiator by, ChangeType change, String provider) {
        return outbox.publish(
                SignalEvent.FAMILY,
                new SignalEvent.CredentialChange(
                        person, clock.instant(), by, CredentialType.LINKED_ACCOUNT, change, provider));
    }
}
