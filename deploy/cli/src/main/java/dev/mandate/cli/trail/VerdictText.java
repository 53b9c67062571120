package dev.mandate.cli.trail;

import dev.mandate.audit.transparency.Verdict;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A verdict in words. */
final class VerdictText {
    private VerdictText() {}

    static String of(Verdict verdict) {
        var text = new StringBuilder();
        if (verdict.isSound()) sound(text, verdict);
        else doubts(text, verdict);
        var newest = verdict.newest();
        if (verdict.passedOver() > 0)
            line(
                    text,
                    "  %,d older ones were passed over; what was kept of them is what was signed.",
                    verdict.passedOver());
        if (newest != null && verdict.unsigned() > 0)
            line(text, "  %,d came since and aren't signed yet: nothing can be said of them.", verdict.unsigned());
        return text.toString();
    }

    private static void sound(StringBuilder text, Verdict verdict) {
        var newest = verdict.newest();
        if (newest == null) return;
        line(
                text,
                "  All %,d lines are as they were signed at %s (%s, %,d lines in all).",
                verdict.held(),
                newest.at().truncatedTo(ChronoUnit.SECONDS),
                verdict.where(),
                newest.size());
    }

    private static void doubts(StringBuilder text, Verdict verdict) {
        text.append("  The trail isn't as it was signed:\n");
        verdict.doubts()
                .forEach(doubt -> text.append("  - ").append(doubt.words()).append(".\n"));
        if (verdict.more() > 0) line(text, "  and %,d more.", verdict.more());
    }

    private static void line(StringBuilder text, String words, Object... values) {
        text.append(String.format(Locale.ROOT, words, values)).append('\n');
    }
}
