package dev.mandate.identity.credentials;

/** Why a password isn't taken, and what would be, in words for whoever chose it. */
public enum PasswordProblem {
    TOO_SHORT("Choose a longer password: at least " + PasswordRules.SHORTEST
            + " characters. Some words in a row are good."),
    TOO_LONG("Choose a shorter password: at most " + PasswordRules.LONGEST + " characters."),
    COMMON("Choose another password: this one is among those that are tried first."),
    ABOUT_YOURSELF("Choose another password: this one is made of your name or address."),
    REPEATED_WRONG("Type the same password twice.");

    private final String words;

    PasswordProblem(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
