package dev.mandate.events.actions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.ids.DecisionId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Which answer it was, for whoever has kept it: {@code sha256:} and the SHA-256 of the decision's id, a line feed and the answer, in UTF-8; of MCP the
 * {@code result} as JSON without white space, its members but {@code resultType} in the order in which the client got them. With the id in it, two equal
 * answers don't show that they are, and no table of likely ones tells which one it was.
 */
public record AnswerDigest(@JsonValue String text) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AnswerDigest {
        if (text == null || !FORM.matcher(text).matches())
            throw new IllegalArgumentException("a digest is sha256: and 64 hexadecimal digits");
    }

    public static AnswerDigest of(DecisionId decision, byte[] answer) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((decision.value() + "\n").getBytes(UTF_8));
            return new AnswerDigest("sha256:" + HexFormat.of().formatHex(sha256.digest(answer)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
