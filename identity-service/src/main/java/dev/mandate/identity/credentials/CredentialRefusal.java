package dev.mandate.identity.credentials;

/** Why nothing is done to a credential, in words for whoever asked. */
public enum CredentialRefusal {
    UNKNOWN("There is no such credential any more."),
    LAST("Add another way to sign in first: this is the only one that you have."),
    ROLE("Add a passkey first: your role wants more to sign in than would be left."),
    TOO_MANY("Remove a passkey first: a person has at most " + Credentials.MOST_PASSKEYS + "."),
    KNOWN_ALREADY("This passkey is registered already."),
    BAD_NAME("Give the passkey a name of 1 to " + Credentials.LONGEST_NAME + " characters, on one line."),
    WRONG_CODE("This isn't the code that the app shows now. Check the clock of its device, and try the next code."),
    UNPROVEN("The passkey could not be checked. Load the page again and retry.");

    private final String words;

    CredentialRefusal(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
