package dev.mandate.audit.transparency;

import dev.mandate.audit.transparency.Doubt.Kind;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is found line by line: it counts once a checkpoint shows that what the lines were held against is what was signed. A bounded number is
 * kept, the others are counted.
 */
final class Doubts {
    private static final int MOST = 100;
    private static final int LONGEST_SUMMARY = 120;

    private final List<Doubt> certain = new ArrayList<>();
    private final List<Doubt> open = new ArrayList<>();
    private long more;
    private @Nullable MissingRun missing;

    void changed(TrailLine line) {
        open(new Doubt(
                Kind.CHANGED,
                line.number(),
                line.number(),
                "Line %d, recorded at %s, isn't as it was signed. It now says %s"
                        .formatted(line.number(), Words.at(line.recordedAt()), summary(line))));
    }

    void putIn(TrailLine line) {
        open(new Doubt(
                Kind.PUT_IN,
                line.number(),
                line.number(),
                "Line %d, which says that it was recorded at %s, was put in later: it wasn't there when the lines around it were signed. It says %s"
                        .formatted(line.number(), Words.at(line.recordedAt()), summary(line))));
    }

    void record(TrailLine line, String what) {
        endMissing();
        add(
                certain,
                new Doubt(
                        Kind.RECORD,
                        line.number(),
                        line.number(),
                        "Line %d, recorded at %s, %s. It says %s"
                                .formatted(line.number(), Words.at(line.recordedAt()), what, summary(line))));
    }

    /** Neighbours that are missing are one doubt, however many checkpoints are among them. */
    void missing(LineDigest digest) {
        missing = missing == null ? new MissingRun(digest, digest, 1, false) : missing.and(digest);
    }

    /** The next line is there. */
    void endMissing() {
        if (missing == null) return;
        add(missing.confirmed() ? certain : open, missing.doubt());
        missing = null;
    }

    void certain(Doubt doubt) {
        endMissing();
        add(certain, doubt);
    }

    /** Reading ends here: told however many others there are. */
    void end(Doubt doubt) {
        confirm();
        endMissing();
        certain.add(doubt);
    }

    /** What the lines were held against is what was signed. */
    void confirm() {
        open.forEach(doubt -> add(certain, doubt));
        open.clear();
        if (missing != null) missing = missing.confirm();
    }

    /** It isn't, and the lines are. */
    void withdraw() {
        endMissing();
        open.clear();
    }

    private void open(Doubt doubt) {
        endMissing();
        add(open, doubt);
    }

    private void add(List<Doubt> some, Doubt doubt) {
        if (some.size() < MOST) some.add(doubt);
        else more++;
    }

    private static String summary(TrailLine line) {
        return PlainText.quoted(line.summary(), LONGEST_SUMMARY);
    }

    /** All that counts. */
    List<Doubt> all() {
        endMissing();
        return List.copyOf(certain);
    }

    long more() {
        return more;
    }
}
