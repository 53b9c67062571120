package dev.mandate.audit.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A checkpoint with who signed it, as text that can be kept anywhere: the checkpoint, an empty line, and a line for each signature.
 *
 * @param checkpoint what it says; true only if {@link #isBy} the trail's key
 * @param note the whole text, as it is kept and published
 * @see <a href="https://c2sp.org/signed-note">C2SP, signed notes</a>
 */
public record SignedCheckpoint(Checkpoint checkpoint, String note) {
    private static final String SIGNATURE = "\u2014 ";
    private static final String BETWEEN = "\n\n";
    private static final int KEY_ID = 4;

    static SignedCheckpoint of(Checkpoint checkpoint, String signer, byte[] keyId, byte[] signature) {
        var both = Arrays.copyOf(keyId, keyId.length + signature.length);
        System.arraycopy(signature, 0, both, keyId.length, signature.length);
        return new SignedCheckpoint(
                checkpoint,
                checkpoint.text() + "\n" + SIGNATURE + signer + " "
                        + Base64.getEncoder().encodeToString(both) + "\n");
    }

    /** @throws IllegalArgumentException if it is none */
    public static SignedCheckpoint parse(String note) {
        var end = note.lastIndexOf(BETWEEN);
        if (end < 0 || !note.startsWith(SIGNATURE, end + BETWEEN.length()))
            throw new IllegalArgumentException("a signed checkpoint has an empty line and signatures at its end");
        return new SignedCheckpoint(Checkpoint.parse(note.substring(0, end + 1)), note);
    }

    /** Whether one of the signatures is of this key. */
    public boolean isBy(NoteKey key) {
        var end = note.lastIndexOf(BETWEEN);
        var signed = note.substring(0, end + 1).getBytes(UTF_8);
        return signatures(end).stream()
                .anyMatch(signature -> signature.name().equals(key.name())
                        && signature.bytes().length > KEY_ID
                        && key.has(Arrays.copyOf(signature.bytes(), KEY_ID))
                        && key.signed(signed, Arrays.copyOfRange(signature.bytes(), KEY_ID, signature.bytes().length)));
    }

    private record Signature(String name, byte[] bytes) {}

    private List<Signature> signatures(int end) {
        var signatures = new ArrayList<Signature>();
        for (var line : note.substring(end + BETWEEN.length()).split("\n", -1)) {
            var parts = line.split(" ", -1);
            if (parts.length != 3 || !line.startsWith(SIGNATURE)) continue;
            try {
                signatures.add(new Signature(parts[1], Base64.getDecoder().decode(parts[2])));
            } catch (IllegalArgumentException e) {
                continue; // no signature
            }
        }
        return signatures;
    }
}
