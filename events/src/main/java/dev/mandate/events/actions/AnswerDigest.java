package dev.mandate.events.actions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.ids.DecisionId;
import java.util.regex.Pattern;

/**
 * Which answer it was, for whoever has kept it: {@code sha256:} and the SHA-256 of the decision's id, a line feed and the answer, in UTF-8; of MCP the
 * {@code result} as JSON without white space, its members but {@code resultType} in the order in which the client got them. With the id in it, two equal
 * answers don't show that they are, and no table that is made ahead tells which one it was. Who reads the record and guesses an answer learns whether it was
 * that one: of a short one, such as a yes or a PIN, nothing is hidden by it.
 */
public record AnswerDigest(@JsonValue String text) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AnswerDigest {
        if (text == null || !FORM.matcher(text).matches())
            throw new IllegalArgumentException("a digest is sha256: and 64 hexadecimal digits");
    }

    public static AnswerDigest of(DecisionId decision, byte[] answer) {
        return new AnswerDigest(
                Sha256.of((decision.value() + "\n").getBytes(UTF_8), answer).named());
    }
}
