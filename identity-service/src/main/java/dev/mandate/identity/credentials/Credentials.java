package dev.mandate.identity.credentials;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.ChangeType;
import dev.mandate.events.identity.SignalEvent.CredentialType;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.credentials.Passkeys.Registered;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.RoleStrengths;
import dev.mandate.identity.identities.Strength;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person has to sign in with, each change with its fact. Every method needs a transaction but {@link #newPassword}. */
@ApplicationScoped
public class Credentials {
    static final int MOST_PASSKEYS = 20;
    static final int LONGEST_NAME = 60;

    private final PasswordStore passwords;
    private final PasskeyStore passkeys;
    private final AuthenticatorStore apps;
    private final Authenticators authenticators;
    private final PasswordHashing hashing;
    private final Identities identities;
    private final RoleStrengths roles;
    private final Outbox outbox;
    private final InstantSource clock;

    Credentials(
            PasswordStore passwords,
            PasskeyStore passkeys,
            AuthenticatorStore apps,
            Authenticators authenticators,
            PasswordHashing hashing,
            Identities identities,
            RoleStrengths roles,
            Outbox outbox,
            InstantSource clock) {
        this.passwords = passwords;
        this.passkeys = passkeys;
        this.apps = apps;
        this.authenticators = authenticators;
        this.hashing = hashing;
        this.identities = identities;
        this.roles = roles;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A password that was checked and hashed, and may be set. */
    public record NewPassword(String hash) {}

    /**
     * Takes some time, so that it is done before a transaction.
     *
     * @param about what others know of him
     */
    public Uni<Result<NewPassword, PasswordProblem>> newPassword(String typed, String repeated, Set<String> about) {
        var password = PasswordRules.normalised(typed);
        var problem = PasswordRules.problem(password, about);
        if (problem.isPresent()) return Result.nowRefused(problem.get());
        if (!typed.equals(repeated)) return Result.nowRefused(PasswordProblem.REPEATED_WRONG);
        return hashing.hash(password).map(hash -> Result.done(new NewPassword(hash)));
    }

    /** What he has: the password first, then his passkeys in the order in which they came, then his authenticator app. */
    public Uni<List<Credential>> of(IdentityId person) {
        return passwords
                .findById(person.value())
                .chain(password -> passkeys.of(person.value())
                        .chain(keys -> apps.findById(person.value()).map(app -> {
                            var all = new ArrayList<Credential>();
                            if (password != null) all.add(Credential.of(password));
                            keys.forEach(key -> all.add(Credential.of(key)));
                            if (app != null) all.add(Credential.of(app));
                            return List.copyOf(all);
                        })));
    }

    /** Whether he gets in by what he has here. */
    public Uni<Boolean> letIn(IdentityId person) {
        return of(person).map(his -> his.stream().anyMatch(Credential::isEnough));
    }

    /** Credential ids of his passkeys, as authenticators know them. */
    public Uni<List<byte[]>> passkeyIds(IdentityId person) {
        return passkeys.of(person.value())
                .map(rows -> rows.stream().map(row -> row.credentialId).toList());
    }

    /** His password's hash; empty where he has none, or there is nobody of this id. */
    public Uni<Optional<String>> passwordHash(String person) {
        return passwords.findById(person).map(row -> Optional.ofNullable(row).map(it -> it.hash));
    }

    /**
     * Keeps the same password at the present cost, after a good sign-in; nothing where it has that, or was changed meanwhile. In a transaction
     * of its own.
     *
     * @param hash that it matched
     */
    public Uni<Void> renewHash(IdentityId person, String password, String hash) {
        return hashing.renewed(password, hash)
                .chain(renewed -> renewed.<Uni<Void>>map(now -> Panache.withTransaction(() -> passwords.update(
                                        "hash = ?1 WHERE personId = ?2 AND hash = ?3", now, person.value(), hash))
                                .replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** When his password was set; empty where he has none. */
    public Uni<Optional<Instant>> passwordSetAt(IdentityId person) {
        return passwords
                .findById(person.value())
                .map(row -> Optional.ofNullable(row).map(it -> it.setAt));
    }

    public Uni<Void> setPassword(IdentityId person, NewPassword password, Initiator by) {
        return held(person).chain(() -> passwords.findById(person.value())).chain(known -> {
            var row = known == null ? new PasswordRow() : known;
            row.personId = person.value();
            row.hash = password.hash();
            row.setAt = clock.instant();
            var change = known == null ? ChangeType.CREATE : ChangeType.UPDATE;
            return passwords.persist(row).chain(() -> told(person, by, CredentialType.PASSWORD, change, null));
        });
    }

    public Uni<Result<Credential, CredentialRefusal>> addPasskey(
            IdentityId person, Registered passkey, String name, Initiator by) {
        if (isNoName(name)) return Result.nowRefused(CredentialRefusal.BAD_NAME);
        return held(person).chain(() -> passkeys.of(person.value())).chain(his -> {
            if (his.size() >= MOST_PASSKEYS) return Result.nowRefused(CredentialRefusal.TOO_MANY);
            return passkeys.count("credentialId", passkey.credentialId()).chain(same -> {
                if (same > 0) return Result.nowRefused(CredentialRefusal.KNOWN_ALREADY);
                var row = rowOf(person, passkey, name.strip());
                return passkeys.persist(row)
                        .chain(() -> told(person, by, CredentialType.FIDO2, ChangeType.CREATE, row.name))
                        .replaceWith(() -> Result.done(Credential.of(row)));
            });
        });
    }

    public Uni<Result<Void, CredentialRefusal>> rename(IdentityId person, String id, String name) {
        if (isNoName(name)) return Result.nowRefused(CredentialRefusal.BAD_NAME);
        return passkeys.findById(id).chain(row -> {
            if (row == null || !row.personId.equals(person.value()))
                return Result.nowRefused(CredentialRefusal.UNKNOWN);
            row.name = name.strip();
            return told(person, Initiator.USER, CredentialType.FIDO2, ChangeType.UPDATE, row.name)
                    .map(Result::done);
        });
    }

    /** The last one stays, since nobody could sign in without any, and what his role wants. */
    public Uni<Result<Void, CredentialRefusal>> remove(IdentityId person, String id) {
        return held(person).chain(() -> of(person)).chain(all -> {
            var enough = all.stream().filter(Credential::isEnough).toList();
            var found = enough.stream().filter(it -> it.id().equals(id)).findFirst();
            if (found.isEmpty()) return Result.nowRefused(CredentialRefusal.UNKNOWN);
            if (enough.size() == 1) return Result.nowRefused(CredentialRefusal.LAST);
            var gone = found.get();
            return roles.least(person)
                    .chain(least ->
                            left(all, gone).suffices(least) || !left(all, null).suffices(least)
                                    ? remove(person, gone)
                                    : Result.nowRefused(CredentialRefusal.ROLE));
        });
    }

    /** How strongly he may sign in by these, but for one of them. */
    private static Strength left(List<Credential> all, @Nullable Credential without) {
        var others = all.stream().filter(it -> !it.equals(without)).toList();
        if (others.stream().anyMatch(Credential::isPasskey)) return Strength.PHR;
        return others.stream().anyMatch(it -> it.type() == CredentialType.APP)
                        && others.stream().anyMatch(Credential::isPassword)
                ? Strength.MFA
                : Strength.NONE;
    }

    private Uni<Result<Void, CredentialRefusal>> remove(IdentityId person, Credential gone) {
        return (gone.isPassword() ? passwords.deleteById(person.value()) : passkeys.deleteById(gone.id()))
                .chain(() -> told(person, Initiator.USER, gone.type(), ChangeType.DELETE, gone.name()))
                .map(Result::done);
    }

    /** Whatever he had, before he begins anew. */
    Uni<Void> removeAll(IdentityId person, Initiator by) {
        return passwords
                .findById(person.value())
                .chain(password -> passkeys.of(person.value()).chain(keys -> {
                    var removed = password == null
                            ? Uni.createFrom().voidItem()
                            : passwords
                                    .delete(password)
                                    .chain(() -> told(person, by, CredentialType.PASSWORD, ChangeType.REVOKE, null));
                    for (var key : keys)
                        removed = removed.chain(() -> passkeys.delete(key))
                                .chain(() -> told(person, by, CredentialType.FIDO2, ChangeType.REVOKE, key.name));
                    return removed.chain(() -> authenticators.revoke(person, by))
                            .chain(passwords::flush); // before another row takes the place of the password's
                }));
    }

    /** Of two changes of a person's credentials at once, one comes after the other. */
    private Uni<Void> held(IdentityId person) {
        return identities.lock(person);
    }

    private PasskeyRow rowOf(IdentityId person, Registered passkey, String name) {
        var row = new PasskeyRow();
        row.id = "pky_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        row.credentialId = passkey.credentialId();
        row.personId = person.value();
        row.name = name;
        row.credential = passkey.credential();
        row.counter = passkey.counter();
        row.backupEligible = passkey.backupEligible();
        row.backedUp = passkey.backedUp();
        row.createdAt = clock.instant();
        return row;
    }

    private static boolean isNoName(String name) {
        return name.isBlank() || name.strip().length() > LONGEST_NAME || !PlainText.is(name);
    }

    private Uni<Void> told(
            IdentityId person, Initiator by, CredentialType type, ChangeType change, @Nullable String name) {
        return outbox.publish(
                SignalEvent.FAMILY, new SignalEvent.CredentialChange(person, clock.instant(), by, type, change, name));
    }
}
