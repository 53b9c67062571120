package dev.mandate.identity.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.ChangeType;
import dev.mandate.events.identity.SignalEvent.CredentialType;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.identities.RoleStrengths;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.keys.SecretSeal;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The authenticator app that a person is asked for beside his password, if he has set one up, and the recovery codes for when it is gone;
 * each change with its fact. Every method needs a transaction but {@link #offer}.
 */
@ApplicationScoped
public class Authenticators {
    private static final String CODES = "recovery codes";

    private final AuthenticatorStore store;
    private final PasskeyStore passkeys;
    private final Identities identities;
    private final RoleStrengths roles;
    private final SecretSeal seal;
    private final Outbox outbox;
    private final InstantSource clock;

    Authenticators(
            AuthenticatorStore store,
            PasskeyStore passkeys,
            Identities identities,
            RoleStrengths roles,
            SecretSeal seal,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.passkeys = passkeys;
        this.identities = identities;
        this.roles = roles;
        this.seal = seal;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What an app needs.
     *
     * @param secret 32 letters and digits
     * @param grouped the same as it is typed best
     * @param link opens an app on the same device
     * @param code the link for the camera of another
     */
    public record Offer(String secret, String grouped, String link, QrCode code) {}

    /** A new secret, of which nothing is kept until a code shows that the app has it. */
    public Offer offer(PersonProfile person) {
        return offer(Base32.write(Totp.newSecret()), person);
    }

    /** The same once more, for who mistyped the code. */
    public Offer offer(String secret, PersonProfile person) {
        var name = person.email() == null ? person.state().displayName() : person.email();
        var link = "otpauth://totp/Mandate:" + URLEncoder.encode(name, UTF_8).replace("+", "%20") + "?secret=" + secret
                + "&issuer=Mandate&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.PERIOD;
        return new Offer(secret, Base32.grouped(secret, ' '), link, QrCode.of(link));
    }

    /** @param codesLeft recovery codes that weren't used yet */
    public record Had(Instant since, @Nullable Instant lastUsedAt, int codesLeft) {}

    public Uni<Optional<Had>> of(IdentityId person) {
        return store.findById(person.value())
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.empty())
                        : store.codesLeft(row.personId)
                                .map(left -> Optional.of(new Had(row.setAt, row.lastUsedAt, left))));
    }

    /**
     * In place of another one, if he has it.
     *
     * @param secret of an offer
     * @param code what his app shows now
     * @return recovery codes, which are kept nowhere else
     */
    public Uni<Result<List<String>, CredentialRefusal>> set(IdentityId person, String secret, String code) {
        var bytes = Base32.read(secret);
        var step = Totp.step(bytes, plain(code), clock.instant(), 0);
        if (step.isEmpty()) return Result.nowRefused(CredentialRefusal.WRONG_CODE);
        return identities
                .lock(person)
                .chain(() -> store.locked(person.value()))
                .chain(known -> {
                    var row = known.orElseGet(AuthenticatorRow::new);
                    row.personId = person.value();
                    row.sealedSecret = seal.seal(person.value(), bytes);
                    row.lastStep = step.getAsLong();
                    row.setAt = clock.instant();
                    row.lastUsedAt = null;
                    return store.persistAndFlush(row)
                            .chain(() -> newCodes(person))
                            .call(() -> told(
                                    person,
                                    Initiator.USER,
                                    known.isPresent() ? ChangeType.UPDATE : ChangeType.CREATE,
                                    null));
                })
                .map(Result::done);
    }

    /** Others in place of those that he has; refused where he has no app. */
    public Uni<Result<List<String>, CredentialRefusal>> renewCodes(IdentityId person) {
        return identities
                .lock(person)
                .chain(() -> store.findById(person.value()))
                .chain(row -> row == null
                        ? Result.nowRefused(CredentialRefusal.UNKNOWN)
                        : newCodes(person)
                                .call(() -> told(person, Initiator.USER, ChangeType.UPDATE, CODES))
                                .map(Result::done));
    }

    private Uni<List<String>> newCodes(IdentityId person) {
        var codes = RecoveryCodes.next();
        return store.forgetCodes(person.value())
                .chain(() -> store.addCodes(
                        person.value(), codes.stream().map(RecoveryCodes::hash).toList()))
                .replaceWith(codes);
    }

    /** Uses up what somebody typed: a code of his app, or a recovery code. Empty for what is neither, or was used. */
    public Uni<Optional<SignInMethod>> use(IdentityId person, String typed) {
        return store.locked(person.value()).chain(found -> {
            if (found.isEmpty()) return Uni.createFrom().item(Optional.empty());
            var row = found.get();
            if (RecoveryCodes.isOne(typed))
                return store.useCode(row.personId, RecoveryCodes.hash(typed))
                        .map(used -> used ? Optional.of(SignInMethod.RECOVERY_CODE) : Optional.empty());
            var step =
                    Totp.step(seal.open(row.personId, row.sealedSecret), plain(typed), clock.instant(), row.lastStep);
            if (step.isEmpty()) return Uni.createFrom().item(Optional.empty());
            row.lastStep = step.getAsLong();
            row.lastUsedAt = clock.instant();
            return Uni.createFrom().item(Optional.of(SignInMethod.CODE));
        });
    }

    /** His password alone lets him in then, which his role may want more than: such a one keeps it until he has a passkey. */
    public Uni<Result<Boolean, CredentialRefusal>> remove(IdentityId person) {
        return identities
                .lock(person)
                .chain(() -> isHeldUp(person))
                .chain(heldUp -> heldUp
                        ? Result.nowRefused(CredentialRefusal.ROLE)
                        : gone(person, Initiator.USER, ChangeType.DELETE)
                                .map(removed ->
                                        removed ? Result.done(true) : Result.refused(CredentialRefusal.UNKNOWN)));
    }

    private Uni<Boolean> isHeldUp(IdentityId person) {
        return roles.least(person)
                .chain(least -> Strength.NONE.suffices(least)
                        ? Uni.createFrom().item(false)
                        : passkeys.of(person.value()).map(List::isEmpty));
    }

    /** With all else that he signed in with. */
    Uni<Void> revoke(IdentityId person, Initiator by) {
        return gone(person, by, ChangeType.REVOKE).replaceWithVoid();
    }

    private Uni<Boolean> gone(IdentityId person, Initiator by, ChangeType change) {
        return store.forgetCodes(person.value())
                .chain(() -> store.deleteById(person.value()))
                .call(deleted -> deleted
                        ? told(person, by, change, null)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> told(IdentityId person, Initiator by, ChangeType change, @Nullable String name) {
        return outbox.publish(
                SignalEvent.FAMILY,
                new SignalEvent.CredentialChange(person, clock.instant(), by, CredentialType.APP, change, name));
    }

    /** Apps show their digits in groups. */
    private static String plain(String typed) {
        return typed.replaceAll("\\s", "");
    }
}
