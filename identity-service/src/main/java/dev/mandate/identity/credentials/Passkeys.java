package dev.mandate.identity.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers passkeys and takes their signatures: for our origin and host alone, for a challenge that was made for this browser and is
 * used once, by somebody who is there and unlocked the key.
 *
 * @see <a href="https://www.w3.org/TR/webauthn-3/#sctn-rp-operations">WebAuthn Level 3 section 7</a>
 */
@ApplicationScoped
public class Passkeys {
    private static final String ISSUER = "urn:mandate:passkeys";
    private static final int LONGEST_RESPONSE = 32 * 1024;
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            parameters(COSEAlgorithmIdentifier.ES256),
            parameters(COSEAlgorithmIdentifier.EdDSA),
            parameters(COSEAlgorithmIdentifier.RS256));

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(converter);
    private final PasskeyChallenges challenges;
    private final PasskeyStore store;
    private final UsedAssertions used;
    private final Site site;
    private final InstantSource clock;

    Passkeys(PasskeyChallenges challenges, PasskeyStore store, UsedAssertions used, Site site, InstantSource clock) {
        this.challenges = challenges;
        this.store = store;
        this.used = used;
        this.site = site;
        this.clock = clock;
    }

    /** A passkey that was just made, as it is kept. */
    public record Registered(
            byte[] credentialId, byte[] credential, long counter, boolean backupEligible, boolean backedUp) {}

    /** @param person whom it belongs to */
    public record Signed(String person) {}

    /** Needs a transaction, since a challenge counts once. */
    public Uni<Result<Registered, CredentialRefusal>> register(String response, PasskeyUse use, Visit visit) {
        var host = site.relyingParty();
        if (host.isEmpty() || response.length() > LONGEST_RESPONSE) return unproven();
        try {
            var data = webAuthn.parseRegistrationResponseJSON(response);
            var challenge = ours(data.getCollectedClientData(), use, visit);
            if (challenge.isEmpty()) return unproven();
            webAuthn.verify(
                    data, new RegistrationParameters(server(host.get(), challenge.get()), ALGORITHMS, true, true));
            var kept =
                    new CredentialRecordImpl(Objects.requireNonNull(data.getAttestationObject()), null, null, Set.of());
            var registered = new Registered(
                    kept.getAttestedCredentialData().getCredentialId(),
                    credentials.convert(kept.getAttestedCredentialData()),
                    kept.getCounter(),
                    Boolean.TRUE.equals(kept.isBackupEligible()),
                    Boolean.TRUE.equals(kept.isBackedUp()));
            return once(challenge.get())
                    .map(first -> first ? Result.done(registered) : Result.refused(CredentialRefusal.UNPROVEN));
        } catch (RuntimeException e) {
            return unproven(); // whatever was sent is somebody else's text, and the library throws of several kinds
        }
    }

    /** Needs a transaction. Moves the key's counter. */
    public Uni<Result<Signed, PasskeyFailure>> signIn(String response, PasskeyUse use, Visit visit) {
        var host = site.relyingParty();
        if (host.isEmpty() || response.length() > LONGEST_RESPONSE) return failed(SignInProblem.WRONG, null);
        try {
            var data = webAuthn.parseAuthenticationResponseJSON(response);
            var challenge = ours(data.getCollectedClientData(), use, visit);
            if (challenge.isEmpty()) return failed(SignInProblem.WRONG, null);
            return store.locked(data.getCredentialId())
                    .chain(found -> found.isEmpty()
                            ? failed(SignInProblem.UNKNOWN, null)
                            : signed(data, found.get(), server(host.get(), challenge.get()), challenge.get()));
        } catch (RuntimeException e) { // as above
            return failed(SignInProblem.WRONG, null);
        }
    }

    private Uni<Result<Signed, PasskeyFailure>> signed(
            AuthenticationData data, PasskeyRow row, ServerProperty server, Challenge challenge) {
        var handle = data.getUserHandle();
        if (handle != null && !row.personId.equals(new String(handle, UTF_8)))
            return failed(SignInProblem.WRONG, row.personId);
        var kept = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                row.backupEligible,
                row.backedUp,
                row.counter,
                credentials.convert(row.credential),
                null,
                null,
                null,
                Set.of());
        try {
            webAuthn.verify(data, new AuthenticationParameters(server, kept, List.of(row.credentialId), true, true));
        } catch (MaliciousCounterValueException e) {
            return failed(SignInProblem.COUNTER, row.personId);
        } catch (RuntimeException e) { // as above
            return failed(SignInProblem.WRONG, row.personId);
        }
        return once(challenge).map(first -> {
            if (!first) return Result.refused(new PasskeyFailure(SignInProblem.WRONG, row.personId));
            row.counter = kept.getCounter();
            row.backedUp = Boolean.TRUE.equals(kept.isBackedUp());
            row.lastUsedAt = clock.instant();
            return Result.done(new Signed(row.personId));
        });
    }

    /** The challenge that was signed, if we made it for this. */
    private Optional<Challenge> ours(@Nullable CollectedClientData signed, PasskeyUse use, Visit visit) {
        if (signed == null) return Optional.empty();
        var challenge = signed.getChallenge().getValue();
        return challenges.isOurs(challenge, use, visit)
                ? Optional.of(new DefaultChallenge(challenge))
                : Optional.empty();
    }

    private Uni<Boolean> once(Challenge challenge) {
        Instant end = clock.instant().plus(PasskeyChallenges.LIFETIME);
        return used.firstUse(ISSUER, Base64.getUrlEncoder().encodeToString(challenge.getValue()), end);
    }

    private ServerProperty server(String host, Challenge challenge) {
        return new ServerProperty(new Origin(site.origin()), host, challenge);
    }

    private static PublicKeyCredentialParameters parameters(COSEAlgorithmIdentifier algorithm) {
        return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
    }

    private static Uni<Result<Registered, CredentialRefusal>> unproven() {
        return Result.nowRefused(CredentialRefusal.UNPROVEN);
    }

    private static Uni<Result<Signed, PasskeyFailure>> failed(SignInProblem why, @Nullable String person) {
        return Result.nowRefused(new PasskeyFailure(why, person));
    }
}
