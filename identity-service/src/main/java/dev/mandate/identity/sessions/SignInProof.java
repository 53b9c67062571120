package dev.mandate.identity.sessions;

import java.util.Set;

/**
 * How somebody has just shown who he is, and from where.
 *
 * @param amr names of RFC 8176
 * @param browser what it calls itself; may be empty
 */
public record SignInProof(String acr, Set<String> amr, String address, String browser) {
    /** Something that he knows, and nothing else. */
    public static final String PASSWORD_ACR = "urn:mandate:acr:password";

    /** Two of what he knows, has and is. */
    public static final String MFA_ACR = "urn:mandate:acr:mfa";

    public SignInProof {
        amr = Set.copyOf(amr);
    }

    public static SignInProof byPassword(String address, String browser) {
        return new SignInProof(PASSWORD_ACR, Set.of("pwd"), address, browser);
    }

    /** Something that he knows, and an app or a paper that he has. */
    public static SignInProof byPasswordAndCode(String address, String browser) {
        return new SignInProof(MFA_ACR, Set.of("pwd", "otp", "mfa"), address, browser);
    }

    /** A key that he has, and that let him in by PIN or biometrics. */
    public static SignInProof byPasskey(String address, String browser) {
        return new SignInProof(MFA_ACR, Set.of("pop", "user", "mfa"), address, browser);
    }
}
