package dev.mandate.identity.sessions;

import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.postures.NamedDevice;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How somebody has just shown who he is, and from where.
 *
 * @param amr names of RFC 8176
 * @param browser what it calls itself; may be empty
 * @param voucher the provider elsewhere where he showed it; null where he did so here
 */
public record SignInProof(
        String acr,
        Set<String> amr,
        String address,
        String browser,
        @Nullable Voucher voucher) {
    /** Something that he knows, and nothing else. */
    public static final String PASSWORD_ACR = "urn:mandate:acr:password";

    /** Two of what he knows, has and is. */
    public static final String MFA_ACR = "urn:mandate:acr:mfa";

    /** By a passkey here. It is asked for by this name; tokens say {@link #MFA_ACR}, which policies know, and how in {@code amr}. */
    public static final String PHR_ACR = "urn:mandate:acr:phr";

    private static final Set<String> OF_PASSKEY = Set.of("pop", "user", "mfa");

    /** At a provider elsewhere, of whose ways nothing was agreed on. */
    public static final String PROVIDER_ACR = "urn:mandate:acr:provider";

    /**
     * A provider that vouches for him.
     *
     * @param session {@code sid} of the provider; null where it has none
     * @param at when he showed it there
     * @param device on which, as it says; null where that isn't known
     * @param surfaces on which its word puts him, each with its issuer
     */
    public record Voucher(
            String issuer,
            @Nullable String session,
            Instant at,
            @Nullable NamedDevice device,
            Map<String, String> surfaces) {}

    public SignInProof {
        amr = Set.copyOf(amr);
    }

    /** Those that an application asks for, by their names. */
    public static final Map<String, Strength> STRENGTHS =
            Map.of(PASSWORD_ACR, Strength.NONE, MFA_ACR, Strength.MFA, PHR_ACR, Strength.PHR);

    /** Of those that are asked for the weakest is enough; what isn't known asks for nothing. */
    public static Strength weakest(Set<String> acrs) {
        return acrs.stream()
                .filter(STRENGTHS::containsKey)
                .map(STRENGTHS::get)
                .min(Comparator.naturalOrder())
                .orElse(Strength.NONE);
    }

    /**
     * What of ours somebody has shown who signed in so.
     *
     * @param issuer who vouches for him; null where he showed it here
     */
    public static Strength strength(@Nullable String acr, Set<String> amr, @Nullable String issuer) {
        if (!MFA_ACR.equals(acr)) return Strength.NONE;
        return issuer == null && amr.containsAll(OF_PASSKEY) ? Strength.PHR : Strength.MFA;
    }

    public Strength strength() {
        return strength(acr, amr, voucher == null ? null : voucher.issuer());
    }

    public static SignInProof byPassword(String address, String browser) {
        return new SignInProof(PASSWORD_ACR, Set.of("pwd"), address, browser, null);
    }

    /** Something that he knows, and an app or a paper that he has. */
    public static SignInProof byPasswordAndCode(String address, String browser) {
        return new SignInProof(MFA_ACR, Set.of("pwd", "otp", "mfa"), address, browser, null);
    }

    /** A key that he has, and that let him in by PIN or biometrics. */
    public static SignInProof byPasskey(String address, String browser) {
        return new SignInProof(MFA_ACR, OF_PASSKEY, address, browser, null);
    }

    /** As a provider elsewhere says. */
    public static SignInProof byProvider(Voucher voucher, String acr, Set<String> amr, String address, String browser) {
        return new SignInProof(acr, amr, address, browser, voucher);
    }
}
