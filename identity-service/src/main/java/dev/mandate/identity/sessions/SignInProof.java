package dev.mandate.identity.sessions;

import dev.mandate.identity.postures.NamedDevice;
import java.time.Instant;
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

    /** At a provider elsewhere, of whose ways nothing was agreed on. */
    public static final String PROVIDER_ACR = "urn:mandate:acr:provider";

    /**
     * A provider that vouches for him.
     *
     * @param session {@code sid} of the provider; null where it has none
     * @param at when he showed it there
     * @param device on which, as it says; null where that isn't known
     */
    public record Voucher(
            String issuer,
            @Nullable String session,
            Instant at,
            @Nullable NamedDevice device) {}

    public SignInProof {
        amr = Set.copyOf(amr);
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
        return new SignInProof(MFA_ACR, Set.of("pop", "user", "mfa"), address, browser, null);
    }

    /** As a provider elsewhere says. */
    public static SignInProof byProvider(Voucher voucher, String acr, Set<String> amr, String address, String browser) {
        return new SignInProof(acr, amr, address, browser, voucher);
    }
}
