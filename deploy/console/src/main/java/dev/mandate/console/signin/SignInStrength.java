package dev.mandate.console.signin;

import java.util.Collection;

/** How somebody has to have signed in, in words. */
public final class SignInStrength {
    static final String MFA = "urn:mandate:acr:mfa";

    private SignInStrength() {}

    /** Whether this sign-in is what each of these demands. */
    public static boolean suffices(String acr, Collection<String> demanded) {
        return demanded.stream().allMatch(acr::equals);
    }

    /** Whether identity-service can sign somebody in as these demand. */
    public static boolean canBeAskedFor(Collection<String> demanded) {
        return demanded.stream().allMatch(MFA::equals);
    }

    /** What to sign in with, after "with". */
    public static String inWords(Collection<String> demanded) {
        return canBeAskedFor(demanded)
                ? "a passkey, or a password and the code of an app"
                : String.join(" and ", demanded);
    }
}
