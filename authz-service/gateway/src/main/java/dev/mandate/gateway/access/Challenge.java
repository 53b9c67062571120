package dev.mandate.gateway.access;

/**
 * What {@code WWW-Authenticate} says to whoever shows no token that counts here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750 section 3</a>
 */
public final class Challenge {
    /** Without which a token is good for nothing here. */
    public static final String SCOPE = "tools:call";

    private Challenge() {}

    /**
     * @param error of RFC 6750 section 3.1; empty for a request that shows no token
     * @param description what goes with the error, quoted here; empty for none
     */
    public static String of(String error, String description) {
        var challenge = new StringBuilder("Bearer ");
        if (!error.isEmpty()) {
            challenge.append("error=\"").append(error).append("\", ");
            if (!description.isEmpty())
                challenge
                        .append("error_description=\"")
                        .append(quoted(description))
                        .append("\", ");
        }
        return challenge.append("scope=\"").append(SCOPE).append('"').toString();
    }

    /** What may stand between quotation marks there. */
    public static String quoted(String text) {
        return text.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "'");
    }
}
