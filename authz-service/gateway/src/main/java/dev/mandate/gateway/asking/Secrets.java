package dev.mandate.gateway.asking;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Words by which something asks for what opens something else: nobody should give that to a server, which gets what it needs on a page of its own. A
 * guess by words in some languages, which errs on no. A word in more than one alphabet imitates another, and is taken for one of them.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation#security-considerations">MCP, elicitation, security</a>
 */
final class Secrets {
    private static final Pattern BETWEEN = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|[_\\-.]+");
    /** Takes time in proportion to the text, whoever wrote it: nothing stands before or after the two letters. */
    private static final Pattern MIXED = Pattern.compile(
            "\\p{IsLatin}\\p{M}*+[\\p{IsCyrillic}\\p{IsGreek}]|[\\p{IsCyrillic}\\p{IsGreek}]\\p{M}*+\\p{IsLatin}");

    private static final Pattern NAMED = Pattern.compile("\\b(?:"
            + String.join(
                    "|",
                    "pass ?(?:word|phrase|code|key)s?",
                    "pwd",
                    "passwd",
                    "(?:log ?in|access|session|auth|bearer|refresh|api|security|identity|id|client|personal access) ?tokens?",
                    "tokens?",
                    "secrets?",
                    "credentials?",
                    "api ?keys?",
                    "(?:private|secret|access|ssh|encryption|signing|recovery|license) ?keys?",
                    "pins?",
                    "pin ?(?:code|number)",
                    "tan",
                    "otp",
                    "one ?time (?:code|password|pin)s?",
                    "(?:verification|security|authentication|recovery|backup|confirmation|sms|2fa|mfa|two factor) codes?",
                    "(?:seed|recovery|mnemonic) ?(?:phrase|words?)",
                    "cvv2?",
                    "cvc2?",
                    "(?:credit|debit|bank|payment) ?card(?: ?(?:number|no|nr))?",
                    "card (?:number|no|nr)",
                    "social security",
                    "ssn",
                    "(?:kenn|pass)w[oö]rt(?:e|er|s)?",
                    "geheim\\w*",
                    "zugangs\\w*",
                    "schl[uü]ssel",
                    "anmeldedaten",
                    "mots? de passe",
                    "contrasenas?",
                    "senhas?",
                    "claves?")
            + ")\\b");

    private Secrets() {}

    /** Some of these words ask for such a thing, or may. */
    static boolean isAskedFor(String text) {
        if (MIXED.matcher(text).find()) return true;
        var apart = BETWEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll(" ");
        var plain =
                apart.replaceAll("[\\p{M}\\p{Cf}]", "").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return NAMED.matcher(plain).find();
    }
}
