package dev.mandate.identity.scim;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.names.LookAlikes;
import dev.mandate.messaging.result.Result;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A name by which somebody is told from all others, in one line that can't be taken for another's. */
final class ScimName {
    private static final int LONGEST = 200;

    private ScimName() {}

    /**
     * What two names have in common that are the same to whoever reads them.
     *
     * @param attribute for the refusal
     */
    static Result<String, ScimRefusal> key(@Nullable String name, String attribute) {
        if (name == null || name.isBlank()) return refused(attribute + " is missing");
        if (name.length() > LONGEST) return refused(attribute + " has more than " + LONGEST + " characters");
        if (!PlainText.is(name)) return refused(attribute + ' ' + PlainText.RULE);
        if (name.codePoints().anyMatch(each -> Character.getType(each) == Character.FORMAT))
            return refused(attribute + " has characters that nobody sees");
        if (!name.equals(name.strip()) || !Normalizer.isNormalized(name, Form.NFKC))
            return refused(attribute
                    + " must be written in the characters that it is shown in (NFKC), without blanks around it");
        if (LookAlikes.mixesAlphabets(name))
            return refused(attribute + " mixes letters of alphabets that nobody writes a word in together");
        return Result.done(folded(name));
    }

    /** Of any text: the key of a name that is the same to whoever reads both. */
    static String folded(String name) {
        return Normalizer.normalize(name.toLowerCase(Locale.ROOT), Form.NFKC);
    }

    private static Result<String, ScimRefusal> refused(String detail) {
        return Result.refused(ScimRefusal.badValue(detail));
    }
}
